import Testing

@testable import BenchRunner

@Suite("Finding the verb")
struct CommandTreeTests {
    private func describe(_ line: String) -> String {
        do {
            switch try Sample.tool.tree.invocation(line.split(separator: " ").map(String.init)) {
            case .help(let path): return "help \(path)"
            case .version: return "version"
            case .command(_, let path): return "command \(path)"
            }
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "a line names a verb, help or the version",
        arguments: [
            ("measure a", #"command ["measure"]"#),
            ("store save a", #"command ["store", "save"]"#),
            ("_worker", #"command ["_worker"]"#),
            ("--help", "help []"),
            ("-h", "help []"),
            ("store --help", #"help ["store"]"#),
            ("store save -h", #"help ["store", "save"]"#),
            ("measure --bogus --help", #"help ["measure"]"#),
            ("trace -- ls --help", #"command ["trace"]"#),
            ("--version", "version"),
            ("", "a verb is missing: measure, trace, diff, store, help, completion"),
            ("store", "a verb is missing: save, list"),
            ("measrue", "unknown verb 'measrue'; did you mean 'measure'?"),
            ("store svae x", "unknown verb of 'store' 'svae'; did you mean 'save'?"),
            ("xyzzy", "unknown verb 'xyzzy'"),
            ("--hlep", "unknown option '--hlep'; did you mean '--help'?"),
            ("--rounds 3 measure", "unknown option '--rounds' (options go after the verb)"),
        ])
    func lines(line: String, expected: String) {
        #expect(describe(line) == expected)
    }

    @Test("a verb is named after its type unless it has a name of its own")
    func names() {
        struct ListAllCommand: ParsableCommand { static let configuration = CommandConfiguration() }
        #expect(ListAllCommand.commandName == "list-all")
        #expect(Sample.WorkerCommand.commandName == "_worker")
    }
}

@Suite("Ending the program")
struct CommandLineToolTests {
    private struct Mishap: ErrorWithExitCode, CustomStringConvertible {
        var exitCode: ExitCode { .benchmarkFailed }
        var description: String { "a/b: killed by signal 11" }
    }

    @Test("a usage error names the problem and shows in one line how the verb is used")
    func usageError() {
        let report = Sample.tool.report(UsageError(message: "it is wrong", path: ["diff"]))
        #expect(report.code == .usage)
        #expect(
            report.text == """
                error: it is wrong
                usage: lab diff BASE HEAD… --table TABLE [OPTIONS]   (all options: lab diff --help)
                """)
    }

    @Test("errors end the program with the status they ask for, or the one of wrong input")
    func statuses() {
        #expect(Sample.tool.report(ExitCode(1)).code.rawValue == 1)
        #expect(Sample.tool.report(ExitCode(1)).text == nil)
        #expect(Sample.tool.report(Mishap()).code == .benchmarkFailed)
        #expect(Sample.tool.report(Mishap()).text == "error: a/b: killed by signal 11")
        #expect(Sample.tool.report(CancellationError()).code == .interrupted)
    }

    @Test("a line that cannot be read ends with status 2, one that can with 0")
    func runs() async {
        struct QuietCommand: ParsableCommand {
            static let configuration = CommandConfiguration()
            @Flag var fail = false
            func run() throws { if fail { throw ExitCode.unresolved } }
        }
        let tool = CommandLineTool(
            name: "x", version: "0", abstract: "", groups: [CommandGroup("ALL", [QuietCommand.self])])
        #expect(await tool.run(["quiet"]) == .success)
        #expect(await tool.run(["quiet", "--fail"]) == .unresolved)
        #expect(await tool.run(["quiet", "--fial"]) == .usage)
        #expect(await tool.run([]) == .usage)
    }

    @Test("the program's name is the last part of the path it was called by")
    func name() {
        #expect(CommandLineTool.name(ofExecutable: ".build/release/bench") == "bench")
        #expect(CommandLineTool.name(ofExecutable: nil) == "bench")
    }
}
