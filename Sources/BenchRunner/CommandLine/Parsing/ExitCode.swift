/// How the program ends; thrown by a command that has said all there is to say.
struct ExitCode: Error, Hashable, Sendable {
    let rawValue: Int32

    init(_ rawValue: Int32) { self.rawValue = rawValue }

    static let success = ExitCode(0)
    /// A gate found a regression.
    static let regression = ExitCode(1)
    /// Wrong usage or input: nothing was measured or decided.
    static let usage = ExitCode(2)
    /// A benchmark failed; what the others gave is kept.
    static let benchmarkFailed = ExitCode(3)
    /// A gate could not decide where its policy wants a decision.
    static let unresolved = ExitCode(4)
    /// Interrupted; finished rounds are kept.
    static let interrupted = ExitCode(130)
}

/// An error that knows with which status the program has to end.
protocol ErrorWithExitCode: Error {
    var exitCode: ExitCode { get }
}
