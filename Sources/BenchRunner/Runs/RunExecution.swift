import Glibc
import Lab

/// A call of `run`, from its request to its table.
@MainActor
struct RunExecution {
    let request: RunRequest

    nonisolated init(_ request: RunRequest) { self.request = request }

    func run() throws {
        let interruption = try Interruption()
        let executable = ProgramFiles.executable
        let preload = ProgramFiles.preloadLibrary(beside: executable)
        let start =
            if let path = request.resume {
                try RunStart(resuming: path)
            } else {
                try RunStart(request, hasPreloadLibrary: preload != nil)
            }
        if start.header.environment.build == "debug" {
            Message.warning("this is a debug build; its times say nothing of a release build (swift build -c release)")
                .print()
        }
        let worker = WorkerProcess(
            executable: executable, preloadLibrary: preload, metrics: start.header.metrics, interruption: interruption,
            temporaryDirectory: try TemporaryDirectory())
        let program = BenchmarkProgram.current
        let limits = Dictionary(
            program.entries.map {
                ($0.name, Self.limit(declared: $0.benchmark.timeLimit, sampleSeconds: start.header.sampleSeconds))
            }
        ) { first, _ in first }
        var session = RunSession(
            header: start.header, worker: worker, writer: start.writer, limits: limits, rounds: start.rounds)
        let progress = ProgressBar(
            "measuring", total: start.header.benchmarks.count * (start.header.timeRounds + start.header.countRounds))
        session.onProgress = { done, next in progress.update(completed: done, note: next.benchmark) }
        session.onFailure = { key, failure in progress.print(.warning(Self.describe(key, failure))) }
        do {
            defer { progress.finish() }
            try session.run()
        } catch is WorkerProcess.Interrupted {
            Message.warning(
                "interrupted after \(session.rounds.count) rounds, which are kept\n"
                    + "go on with: \(CommandLineTool.current?.name ?? "bench") run --resume \(start.writer.path)"
            ).print()
            throw ExitCode.interrupted
        }
        let run = Run(header: start.header, rounds: session.rounds)
        if let kind = request.profile {
            try RunProfiles(kind: kind, worker: worker).record(
                run.header.benchmarks.map(\.name).filter { !run.failedBenchmarks.contains($0) },
                besideRunAt: start.writer.path)
        }
        try show(run, path: start.writer.path)
    }

    /// How long a round may last, in seconds: what its benchmark declares, made for the default sampling time, and
    /// three times what the run asks for beyond that, since slow samples overrun.
    nonisolated static func limit(declared: Duration, sampleSeconds: Double) -> Double {
        declared.seconds + 3 * max(0, sampleSeconds - RunRequest.defaultSampleSeconds)
    }

    private func show(_ run: Run, path: String) throws {
        let summary = RunSummary(run)
        if request.json {
            print(summary.json.text(.indented))
        } else {
            print(RunTable(summary).text(), terminator: "")
        }
        let busy = run.roundsWithOtherWork
        if busy.count * 2 > busy.of {
            Message.warning(
                "other work kept the machine busy in \(busy.count) of \(busy.of) timed rounds; bench doctor names it"
            ).print()
        }
        let failed = run.failedBenchmarks
        Message.note("\(run.rounds.count) rounds in \(path)").print()
        if !failed.isEmpty {
            Message.error(
                "\(failed.count) of \(run.header.benchmarks.count) benchmarks failed: \(failed.joined(separator: ", "))"
            )
            .print()
            throw ExitCode.benchmarkFailed
        }
    }

    /// What went wrong, with the end of what the worker printed.
    private static func describe(_ key: Round.Key, _ failure: RoundFailure) -> String {
        let lines = failure.output.split(separator: "\n").suffix(10).map { "  | \($0)" }
        return (["\(key.benchmark) \(failure)"] + lines).joined(separator: "\n")
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
