import Testing

@testable import BenchRunner

@Suite("Help")
struct HelpTextTests {
    private func help(_ path: String..., width: Int = 80) -> String {
        HelpText(tool: Sample.tool, width: width).text(for: path)
    }

    @Test("a verb's help shows usage, arguments, options with bounds and defaults, and examples")
    func verb() {
        #expect(
            help("measure") == """
                Measure benchmarks.

                USAGE
                  lab measure [PATTERN] [--rounds N] [--time TIME] [--threshold SHARE]
                              [--formats LIST] [--tag TAG]… [--offset OFFSET] [--out FILE]
                              [--filter EXPRESSION] [--quiet]

                Each round is a fresh process.

                Rounds are interleaved in a random order.

                ARGUMENTS
                  PATTERN  A glob. (default: *)

                OPTIONS
                  --rounds N         Rounds of each benchmark. (from 1 to 10000; default: 10)
                  --time TIME        Time of a round. (of at least 1ms; default: 200ms)
                  --threshold SHARE  Change that matters. (default: 5%)
                  --formats LIST     What to print. (one of text, json, markdown; default: text)
                  --tag TAG          A tag, any number of times.
                  --offset OFFSET    Where the table begins.
                  --out FILE         Where results go.
                  --filter, -filter EXPRESSION
                                     Which benchmarks to show.
                  -q, --quiet        Say less.
                  -h, --help         Show this help.

                EXAMPLES
                  lab measure 'list/*' --rounds 20
                      Twenty rounds of what starts with 'list/'.
                """)
    }

    @Test("the program's help lists the verbs in their groups")
    func program() {
        #expect(
            help() == """
                Measures things.

                USAGE
                  lab VERB [ARGUMENTS] [OPTIONS]

                MEASURE
                  measure  Measure benchmarks.
                  trace    Trace a benchmark or a command.

                COMPARE
                  diff   Compare runs.
                  store  Stored runs.

                HELP
                  help        Explain a verb.
                  completion  Print a script that teaches a shell to complete this command line.

                OPTIONS
                  -h, --help  Show this help.
                  --version   Show the version.

                'lab help VERB' explains a verb, with examples.
                """)
    }

    @Test("a verb with verbs below it lists them")
    func nested() {
        #expect(
            help("store") == """
                Stored runs.

                USAGE
                  lab store VERB …

                VERBS
                  save  Save a run.
                  list  List runs.

                OPTIONS
                  -h, --help  Show this help.
                """)
    }

    @Test("a usage of its own replaces the one made from the arguments")
    func ownUsage() {
        #expect(help("trace").contains("USAGE\n  lab trace BENCHMARK [OPTIONS]\n  lab trace [OPTIONS] -- COMMAND…\n"))
    }

    @Test("no line is wider than asked as long as its words allow", arguments: [60, 80, 100])
    func width(width: Int) {
        for line in help("measure", width: width).split(separator: "\n") where !line.contains("lab measure 'list") {
            #expect(line.count <= width)
        }
    }

    @Test("every example that help gives can be typed")
    func examples() {
        let tool = CommandLineTool(name: "bench", version: "", abstract: "", groups: BenchmarkProgram.commands)
        func check(_ commands: [any ParsableCommand.Type]) {
            for command in commands {
                for example in command.configuration.examples {
                    do {
                        _ = try tool.tree.invocation(words(example.arguments))
                    } catch {
                        // The files that examples speak of are not there.
                        #expect("\(error)".contains("no such file"), "\(example.arguments)")
                    }
                }
                check(command.configuration.subcommands)
            }
        }
        check(tool.tree.commands)
    }

    /// The words of a line up to a redirection; single quotes keep blanks together.
    private func words(_ line: String) -> [String] {
        var words: [String] = []
        for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            words += index % 2 == 1 ? [String(part)] : part.split(separator: " ").map(String.init)
        }
        return Array(words.prefix { $0 != ">" && $0 != "|" })
    }

    @Test("an example that names the program names the one at hand")
    func programInExamples() {
        #expect(help("completion").contains("lab completion fish > ~/.config/fish/completions/lab.fish"))
    }

    @Test("help of an unknown verb is a usage error")
    func unknownVerb() {
        #expect(throws: UsageError.self) { try Sample.tool.tree.checkedPath(["measrue"]) }
        #expect(throws: UsageError.self) { try Sample.tool.tree.checkedPath(["measure", "more"]) }
    }
}
