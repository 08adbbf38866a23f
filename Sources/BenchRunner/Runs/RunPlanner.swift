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
            StandardError.print("warning: this is a debug build; its times say nothing of a release build (swift build -c release)")
        }
        let worker = WorkerProcess(
            executable: executable, preloadLibrary: preload, metrics: start.header.metrics, interruption: interruption)
        let program = BenchmarkProgram.current
        let limits = Dictionary(program.entries.map { ($0.name, $0.benchmark.timeLimit.seconds) }) { first, _ in first }
        var session = RunSession(
            header: start.header, worker: worker, writer: start.writer, limits: limits, rounds: start.rounds)
        session.onFailure = { key, failure in
            StandardError.print("\(key.benchmark), round \(key.number): \(failure)")
        }
        do {
            try session.run()
        } catch is WorkerProcess.Interrupted {
            StandardError.print(
                "interrupted after \(session.rounds.count) rounds, which are kept; go on with: "
                    + "run --resume \(start.writer.path)")
            throw ExitCode.interrupted
        }
        let run = Run(header: start.header, rounds: session.rounds)
        print(run.rounds.count, "rounds in", start.writer.path)
        if !run.failedBenchmarks.isEmpty { throw ExitCode.benchmarkFailed }
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
            StandardError.print("warning: allocations are not counted: libLabPreload.so is not beside this program; \(advice)")
            groups.removeAll { $0 == .allocs }
        }
        let rounds = request.rounds ?? RunRequest.defaultRounds
        let path = try request.out ?? defaultPath()
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
            metrics: Metric.measuredByTheLab + Set(entries.flatMap(\.benchmark.customMetrics)).sorted { $0.unit.name < $1.unit.name })
        return Start(header: header, writer: try RunFileWriter(creating: path, header: header), rounds: [])
    }

    private func resumed(_ path: String) throws -> Start {
        let run = try Run(contentsOf: path)
        for warning in run.warnings { StandardError.print("warning: \(warning)") }
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

    private func defaultPath() throws -> String {
        mkdir("results", 0o777)
        return "results/\(Timestamp.nowInFileName).jsonl"
    }
}

extension Duration {
    /// In seconds.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
