@testable import BenchRunner

/// A small program with an argument of every kind, for the tests of this folder.
enum Sample {
    enum Format: String, CaseIterable, ExpressibleByArgument { case text, json, markdown }

    struct Selection: ParsableArguments {
        @Option(name: .goStyle, help: ArgumentHelp("Which benchmarks to show.", valueName: "EXPRESSION"))
        var filter: String?
        @Flag(name: [.long, .customShort("q")], help: "Say less.") var quiet = false
    }

    struct MeasureCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Measure benchmarks.",
            discussion: "Each round is a fresh process.\n\nRounds are interleaved in a random order.",
            examples: [.init("measure 'list/*' --rounds 20", "Twenty rounds of what starts with 'list/'.")])

        @Argument(help: "A glob.") var pattern = "*"
        @Option(range: 1...10_000, help: ArgumentHelp("Rounds of each benchmark.", valueName: "N")) var rounds = 10
        @Option(range: .milliseconds(1)..., help: ArgumentHelp("Time of a round.", valueName: "TIME"))
        var time = Duration.milliseconds(200)
        @Option(help: ArgumentHelp("Change that matters.", valueName: "SHARE")) var threshold = Percentage(percent: 5)
        @Option(separator: ",", help: ArgumentHelp("What to print.", valueName: "LIST")) var formats: [Format] = [.text]
        @Option(help: ArgumentHelp("A tag, any number of times.", valueName: "TAG")) var tag: [String] = []
        @Option(help: "Where the table begins.") var offset: Double?
        @Option(help: ArgumentHelp("Where results go.", valueName: "FILE"), completion: .file) var out: String?
        @Option(help: ArgumentHelp(isHidden: true)) var internalPipe: Int?
        @OptionGroup var selection: Selection

        mutating func validate() throws {
            if selection.quiet, out == nil { throw ValidationError("--quiet needs --out") }
        }
    }

    struct DiffCommand: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Compare runs.")
        @Argument(help: "The run to compare with.", completion: .file) var base: String
        @Argument(help: "The runs to compare.", completion: .file) var head: [String]
        @Option(help: "How to print.") var format = Format.text
        @Option(help: "Which table.") var table: Int
    }

    struct TraceCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Trace a benchmark or a command.", usage: ["BENCHMARK [OPTIONS]", "[OPTIONS] -- COMMAND…"])
        @Argument(help: "A benchmark.") var benchmark: String?
        @Argument(parsing: .postTerminator, help: "A command.", completion: .command) var command: [String] = []
        @Option(help: "Samples a second.", transform: Sample.readRate) var rate: Int?
    }

    static func readRate(_ text: String) throws -> Int {
        guard text.hasSuffix("Hz"), let rate = Int(text.dropLast(2)) else {
            throw ValidationError("write it as 1000Hz")
        }
        return rate
    }

    struct StoreCommand: ParsableCommand {
        struct Save: ParsableCommand {
            static let configuration = CommandConfiguration(abstract: "Save a run.")
            @Argument(help: "A name.") var name: String
        }
        struct List: ParsableCommand { static let configuration = CommandConfiguration(abstract: "List runs.") }
        static let configuration = CommandConfiguration(
            abstract: "Stored runs.", subcommands: [Save.self, List.self])
    }

    struct WorkerCommand: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "_worker", shouldDisplay: false)
    }

    static let tool = CommandLineTool(
        name: "lab", version: "1.2.3", abstract: "Measures things.",
        groups: [
            CommandGroup("MEASURE", [MeasureCommand.self, TraceCommand.self, WorkerCommand.self]),
            CommandGroup("COMPARE", [DiffCommand.self, StoreCommand.self]),
        ])

    /// The command that a line of words separated by blanks gives.
    static func parse<Command: ParsableCommand>(_ type: Command.Type, _ line: String) throws -> Command {
        try parse(type, words: line.split(separator: " ").map(String.init))
    }

    static func parse<Command: ParsableCommand>(_ type: Command.Type, words: [String]) throws -> Command {
        guard case .command(let command, _) = try tool.tree.invocation(words), let command = command as? Command
        else { throw ValidationError("another command was read") }
        return command
    }

    /// The message of the usage error that a line gives; nil if it gives none.
    static func error(_ line: String) -> String? { error(words: line.split(separator: " ").map(String.init)) }

    static func error(words: [String]) -> String? {
        do {
            _ = try tool.tree.invocation(words)
            return nil
        } catch {
            return (error as? UsageError)?.message
        }
    }
}
