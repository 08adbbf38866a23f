@_exported import Lab

/// Runs a benchmark program: the whole command line of `bench`, over the given suites. Does not return.
///
/// ```swift
/// import BenchRunner
/// let strings = Suite("strings") { Benchmark("uppercased") { identity("swift").uppercased() } }
/// await benchmarkMain(strings)
/// ```
@MainActor
public func benchmarkMain(_ suites: Suite...) async -> Never { await benchmarkMain(suites) }

/// Runs a benchmark program over a list of suites. Does not return.
@MainActor
public func benchmarkMain(_ suites: [Suite]) async -> Never {
    let name = CommandLineTool.name(ofExecutable: CommandLine.arguments.first)
    let tool = CommandLineTool(
        name: name, version: BenchmarkProgram.version,
        abstract: "Measure, compare and gate the performance of Swift programs.", groups: BenchmarkProgram.commands)
    BenchmarkProgram.current = BenchmarkProgram(suites: suites)
    await tool.main(Array(CommandLine.arguments.dropFirst()))
}

/// The suites of this program.
@MainActor
struct BenchmarkProgram {
    nonisolated static let version = "0.1.0"

    /// Set once, before the command line is read.
    static var current = BenchmarkProgram(suites: [])

    nonisolated static let commands = [
        CommandGroup("MEASURE", [ListCommand.self, RunCommand.self]),
        CommandGroup("COMPARE", [CompareCommand.self, GateCommand.self, BaselineCommand.self, ReportCommand.self]),
        CommandGroup("PROFILE", [ProfileCommand.self, TopCommand.self, FlameCommand.self, ExportCommand.self]),
        CommandGroup("LEARN", [DoctorCommand.self]),
        CommandGroup("INTERNAL", [WorkerCommand.self]),
    ]

    let entries: [Suite.Entry]

    init(suites: [Suite]) { entries = suites.flatMap(\.entries) }

    func entry(named name: String) -> Suite.Entry? { entries.first { $0.name == name } }
}
