import CLinux
import Glibc

/// A program with verbs: reads a command line, runs what it names, reports errors, ends with a status.
///
/// ```swift
/// let tool = CommandLineTool(
///     name: "bench", version: "0.1.0", abstract: "Measures Swift programs.",
///     groups: [CommandGroup("MEASURE", [ListCommand.self, RunCommand.self])])
/// await tool.main(Array(CommandLine.arguments.dropFirst()))
/// ```
struct CommandLineTool: Sendable {
    /// As the user calls it; help, hints and completion scripts speak of it by this name.
    let name: String
    let version: String
    let abstract: String
    let tree: CommandTree

    /// The tool whose command is running, for the commands that speak of the others.
    @TaskLocal static var current: CommandLineTool?

    /// - Parameter groups: the verbs; `help` and `completion` are added.
    init(name: String, version: String, abstract: String, groups: [CommandGroup]) {
        self.name = name
        self.version = version
        self.abstract = abstract
        tree = CommandTree(groups: groups + [CommandGroup("HELP", [HelpCommand.self, CompletionCommand.self])])
    }

    /// The program's name as it was called, without its directory.
    static func name(ofExecutable path: String?) -> String {
        path?.split(separator: "/").last.map(String.init) ?? "bench"
    }

    /// Obeys a command line (without the program's name) and ends the program.
    func main(_ arguments: [String]) async -> Never {
        let status = await run(arguments)
        // Results that were lost on their way must not pass for results: a disk may be full.
        let isWritten = clinux_flush_standard_output()
        if !isWritten { Message.error("what was printed could not all be written: is the disk full?").print() }
        // Not left to the runtime: a worker thread that still runs must not decide how the program ends.
        exit(isWritten || status != .success ? status.rawValue : ExitCode.usage.rawValue)
    }

    /// Obeys a command line (without the program's name).
    ///
    /// - Returns: the status to end with; errors are already on standard error.
    func run(_ arguments: [String]) async -> ExitCode {
        if arguments.isEmpty {
            // Who types the name alone wants to know what there is; a script that has lost its verb must still fail.
            StandardError.print(help.text(for: []))
            return .usage
        }
        do {
            switch try tree.invocation(arguments) {
            case .help(let path): print(help.text(for: path))
            case .version: print("\(name) \(version)")
            case .command(let command, let path):
                try await Self.$current.withValue(self) { try await run(command, path) }
            }
            return .success
        } catch {
            let report = report(error)
            if let text = report.text {
                fflush(nil)
                StandardError.print(text)
            }
            return report.code
        }
    }

    var help: HelpText { HelpText(tool: self, width: Terminal.helpWidth) }

    private func run(_ command: any ParsableCommand, _ path: [String]) async throws {
        var command = command
        do {
            try await command.run()
        } catch let error as ValidationError {
            throw UsageError(message: error.message, path: path)
        }
    }

    /// What to tell of an error, and how to end.
    func report(_ error: any Error) -> (text: String?, code: ExitCode) {
        switch error {
        case let code as ExitCode: (nil, code)
        case let error as UsageError: ("error: \(error.message)\n\(help.hint(for: error.path))", .usage)
        case let error as any ErrorWithExitCode: ("error: \(error)", error.exitCode)
        case is CancellationError: ("interrupted", .interrupted)
        default: ("error: \(error)", .usage)
        }
    }
}
