import Glibc
import Lab

/// Takes a call of `run` from its arguments to its table.
@MainActor
struct RunPlanner {
    let request: RunRequest

    nonisolated init(_ request: RunRequest) { self.request = request }

    func run() throws {
        let interruption = try Interruption()
        let executable = ProgramFiles.executable
        let preload = ProgramFiles.preloadLibrary(beside: executable)
        let start = try request.resume.map { try resumed($0) } ?? begun(hasPreload: preload != nil)
        if start.header.environment.build == "debug" {
            Message.warning("this is a debug build; its times say nothing of a release build (swift build -c release)")
                .print()
        }
        let worker = WorkerProcess(
            executable: executable, preloadLibrary: preload, metrics: start.header.metrics, interruption: interruption)
        let program = BenchmarkProgram.current
        let limits = Dictionary(program.entries.map { ($0.name, $0.benchmark.timeLimit.seconds) }) { first, _ in first }
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
        try show(Run(header: start.header, rounds: session.rounds), path: start.writer.path)
    }

    private func show(_ run: Run, path: String) throws {
        let summary = RunSummary(run)
        if request.json {
            print(summary.json.text(.indented))
        } else {
            print(RunTable(summary).text(), terminator: "")
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

    private struct Start {
        let header: RunHeader
        let writer: RunFileWriter
        let rounds: [Round]
    }

    private func begun(hasPreload: Bool) throws -> Start {
        let entries = try BenchmarkProgram.current.entries(selectedBy: request.filter)
        var groups = request.metrics.isEmpty ? MetricGroup.allCases : request.metrics
        if groups.contains(.allocs), !hasPreload {
            let advice = "build it with: swift build -c release --product LabPreload"
            if !request.metrics.isEmpty {
                throw ValidationError("allocations need libLabPreload.so beside this program; \(advice)")
            }
            Message.warning("allocations are not counted: libLabPreload.so is not beside this program; \(advice)")
                .print()
            groups.removeAll { $0 == .allocs }
        }
        let rounds = request.rounds ?? RunRequest.defaultRounds
        let path = request.out ?? "\(Self.defaultDirectory)/\(Timestamp.nowInFileName).jsonl"
        Self.makeDirectory(of: path)
        let header = RunHeader(
            started: Timestamp.now, environment: .current(), revision: nil,
            seed: request.seed ?? UInt64.random(in: 1...999_999),
            timeRounds: groups == [.allocs] ? 0 : rounds,
            countRounds: groups.contains(.allocs) ? min(rounds, RunRequest.countRounds) : 0,
            sampleSeconds: request.sampleSeconds ?? RunRequest.defaultSampleSeconds,
            precision: request.precision, metricGroups: groups,
            benchmarks: entries.map {
                .init(
                    name: $0.name, kind: $0.benchmark.kind, tags: $0.benchmark.tags.sorted(),
                    throughput: $0.benchmark.throughput)
            },
            metrics: Metric.measuredByTheLab
                + Set(entries.flatMap(\.benchmark.customMetrics)).sorted { $0.unit.name < $1.unit.name })
        return Start(header: header, writer: try RunFileWriter(creating: path, header: header), rounds: [])
    }

    private func resumed(_ path: String) throws -> Start {
        let run = try Run(contentsOf: path)
        for warning in run.warnings { Message.warning(warning).print() }
        let differences = RunEnvironment.current().differences(from: run.header.environment)
        if !differences.isEmpty {
            throw ValidationError("\(path) was measured elsewhere: \(differences.joined(separator: "; "))")
        }
        let known = Set(BenchmarkProgram.current.entries.map(\.name))
        if let missing = run.header.benchmarks.first(where: { !known.contains($0.name) }) {
            throw ValidationError("\(path) has the benchmark '\(missing.name)', which this program has not")
        }
        return Start(header: run.header, writer: try RunFileWriter(resuming: path), rounds: run.rounds)
    }

    /// Makes the folder that a file goes to; where that fails, writing the file says why.
    private static func makeDirectory(of path: String) {
        guard let slash = path.lastIndex(of: "/") else { return }
        mkdir(String(path[..<slash]), 0o777)
    }

    private static let defaultDirectory = "results"
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
