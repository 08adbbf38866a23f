import Glibc
import Lab

/// Where a run starts: from nothing, or from what an interrupted one has left.
@MainActor
struct RunStart {
    let header: RunHeader
    let writer: RunFileWriter
    /// The rounds that are in the file already.
    let rounds: [Round]

    /// Plans a new run and writes its header.
    ///
    /// - Throws: `ValidationError` for a request that cannot be met; `RunFileError` if the file cannot be written.
    init(_ request: RunRequest, hasPreloadLibrary: Bool) throws {
        let entries = try BenchmarkProgram.current.entries(selectedBy: request.filter)
        let groups = try Self.groups(request, hasPreloadLibrary: hasPreloadLibrary)
        let rounds = request.rounds ?? RunRequest.defaultRounds
        let customMetrics = Set(entries.flatMap(\.benchmark.customMetrics)).sorted { $0.unit.name < $1.unit.name }
        header = RunHeader(
            started: Timestamp.now, environment: .current(), revision: Revision.ofWorkingTree(),
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
            metrics: Metric.measuredByTheLab + customMetrics)
        let path = request.out ?? "\(Self.defaultDirectory)/\(Timestamp.nowInFileName).jsonl"
        Self.makeDirectory(of: path)
        writer = try RunFileWriter(creating: path, header: header)
        self.rounds = []
    }

    /// Goes on with a run.
    ///
    /// - Throws: `ValidationError` where this program or machine is not the one that started it; `RunFileError` if the
    ///   file is no run file or cannot be written.
    init(resuming path: String) throws {
        let found = try Run(contentsOf: path)
        for warning in found.warnings { Message.warning(Message.printable(warning)).print() }
        let differences = RunEnvironment.current().differences(from: found.header.environment)
        if !differences.isEmpty {
            throw ValidationError("\(path) was measured elsewhere: \(differences.joined(separator: "; "))")
        }
        let known = Set(BenchmarkProgram.current.entries.map(\.name))
        if let missing = found.header.benchmarks.first(where: { !known.contains($0.name) }) {
            throw ValidationError("\(path) has the benchmark '\(missing.name)', which this program has not")
        }
        // Only now, since it mends the file's end; and read again, for it may have grown before it was locked.
        writer = try RunFileWriter(resuming: path)
        let run = try Run(contentsOf: path)
        header = run.header
        rounds = run.rounds
    }

    /// What is to be measured, less what cannot be here.
    private static func groups(_ request: RunRequest, hasPreloadLibrary: Bool) throws -> [MetricGroup] {
        if request.metrics.contains(.counters), !HardwareCounters.isAvailable {
            throw ValidationError("no hardware counter can be opened here; bench doctor says why")
        }
        let groups = request.metrics.isEmpty ? MetricGroup.allCases : request.metrics
        guard groups.contains(.allocs), !hasPreloadLibrary else { return groups }
        let problem = "libLabPreload.so is not beside this program"
        let advice = "build it with: swift build -c release --product LabPreload"
        if request.metrics.contains(.allocs) {
            throw ValidationError("allocations cannot be counted: \(problem); \(advice)")
        }
        Message.warning("allocations are not counted: \(problem)\n\(advice)").print()
        return groups.filter { $0 != .allocs }
    }

    /// Makes the folders that a file goes to; where that fails, writing the file says why.
    private static func makeDirectory(of path: String) {
        for slash in path.indices where path[slash] == "/" && slash != path.startIndex {
            mkdir(String(path[..<slash]), 0o777)
        }
    }

    private static let defaultDirectory = "results"
}
