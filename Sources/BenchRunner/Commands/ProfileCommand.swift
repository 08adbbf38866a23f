import Lab

/// `bench profile BENCHMARK`, `bench profile -- COMMAND…`.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Profile a benchmark, or any command, into a pprof file.",
        usage: ["BENCHMARK [OPTIONS]", "[OPTIONS] -- COMMAND…", "--journals FOLDER [OPTIONS]"],
        discussion: """
            A benchmark is profiled while its measured body runs: set-up, warm-up and calibration are not in the profile. \
            Where BENCHMARK selects several, one profile holds all, with a label for each.

            A command runs under a preload library, with its input, output and terminal untouched, and the processes that \
            it starts are in the profile, too, each under the labels 'process' and 'pid'. What PROGRAM has to say goes to \
            standard error, with --json as its last line. Signals are passed on to the command. Programs that are \
            statically linked or have privileges of their own cannot be profiled so.

            The exit status is the command's own (128 and the signal's number where a signal ended it), or 2 where \
            nothing was profiled or written. For benchmarks it is 3 where one failed; the profile has the others.
            """,
        examples: [
            .init("profile 'shop/checkout/*'", "The benchmarks that the name fits, in one profile."),
            .init("profile -- ./server --port 8080", "A server, until it ends or is interrupted."),
            .init("profile --kind wall --rate 500 -- make -j2", "Where a build spends its time, blocked or running."),
        ])

    @Argument(
        help: ArgumentHelp(
            "Which benchmarks: a name with wildcards (shop/*) or a filter expression (.name:shop AND .tag:sqlite).",
            valueName: "BENCHMARK"))
    var benchmark: String?

    @Argument(
        parsing: .postTerminator, help: ArgumentHelp("The command to profile.", valueName: "COMMAND"),
        completion: .command)
    var command: [String] = []

    @Option(help: ArgumentHelp("What to profile: CPU time, or elapsed time.", valueName: "KIND"))
    var kind = ProfileKind.cpu

    @Option(range: 1...10_000, help: ArgumentHelp("Samples a second and thread.", valueName: "HZ"))
    var rate = 100

    @Option(
        help: ArgumentHelp(
            "The profile to write.", valueName: "FILE",
            defaultValue: "NAME.KIND.pb.gz, or with a number if there is one"),
        completion: .file)
    var out: String?

    @Flag(help: "Write a profile for each process: FILE with its name and number.") var perProcess = false

    @Option(
        range: Duration.milliseconds(1)...,
        help: ArgumentHelp("How long a benchmark's body is profiled.", valueName: "S", defaultValue: "5s"))
    var time: Duration?

    @Option(
        help: ArgumentHelp(
            "Make the profile of what an earlier call recorded and could not write.", valueName: "FOLDER"),
        completion: .directory)
    var journals: String?

    @Flag(help: "Tell of the profile as JSON.") var json = false

    func validate() throws {
        let subjects = [benchmark != nil, !command.isEmpty, journals != nil].filter(\.self).count
        guard subjects == 1 else {
            throw ValidationError(
                subjects == 0
                    ? "what is to be profiled? name a benchmark, or give a command after --"
                    : "a benchmark, a command after -- and --journals exclude one another")
        }
        if benchmark == nil, time != nil {
            throw ValidationError("--time goes with a benchmark; a command runs to its end")
        }
        if benchmark != nil, perProcess { throw ValidationError("--per-process goes with a command") }
        if out == "-" { throw ValidationError("a profile cannot be standard output; name a file for --out") }
    }

    func run() async throws {
        if let benchmark {
            try await BenchmarkProfiling(
                filter: benchmark, kind: kind, rate: rate, seconds: time?.seconds, out: out, json: json
            )
            .run()
            return
        }
        var profiling = CommandProfiling(command: command, kind: kind, rate: rate, out: out)
        profiling.isPerProcess = perProcess
        profiling.json = json
        if let journals { return try profiling.recover(from: journals) }
        let status = try profiling.run()
        if status != .success { throw status }
    }
}
