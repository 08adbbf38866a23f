@testable import BenchRunner

/// The fixture's benchmark program, which was built together with this test bundle.
enum FixtureProgram {
    /// Beside the test executable.
    static let path: String = {
        let executable = ProgramFiles.executable
        let directory = executable.lastIndex(of: "/").map { String(executable[...$0]) } ?? "./"
        return directory + "FixtureBenchmarks"
    }()

    /// Starts the program.
    ///
    /// - Parameters:
    ///   - face: Which of its suites it has, by the name in `programs`.
    ///   - environment: Variables that it has besides this process's own.
    ///   - shell: A line of shell that runs first, in the process that becomes the program.
    static func start(
        _ arguments: [String], face: String = "complete", environment: [String: String] = [:], shell: String? = nil
    ) throws -> RunningProgram {
        var environment = ProcessEnvironment.current.merging(environment) { $1 }
        environment["FIXTURE_PROGRAM"] = face
        guard let shell else { return try RunningProgram(path, arguments, environment) }
        return try RunningProgram("/bin/sh", ["-c", "\(shell); exec \"$0\" \"$@\"", path] + arguments, environment)
    }

    /// Runs the program to its end.
    static func run(
        _ arguments: [String], face: String = "complete", environment: [String: String] = [:], shell: String? = nil
    ) throws -> RunningProgram.Outcome {
        try start(arguments, face: face, environment: environment, shell: shell).wait()
    }
}
