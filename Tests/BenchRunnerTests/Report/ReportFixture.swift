import Glibc

@testable import BenchRunner
@testable import Lab

/// Makes run files, and reports of them, whose figures are known.
final class ReportFixture {
    let directory: String

    init() throws {
        var template = Array("/tmp/report-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("making a folder", code: errno) }
        directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        for name in files { unlink("\(directory)/\(name)") }
        rmdir(directory)
    }

    private(set) var files: [String] = []

    /// A path in the fixture's folder; what is written there goes with the fixture.
    func path(_ name: String) -> String {
        if !files.contains(name) { files.append(name) }
        return "\(directory)/\(name)"
    }

    /// One benchmark of a run that is made up.
    struct Benchmark {
        var name: String
        var kind = Lab.Benchmark.Kind.rate
        /// Seconds, one a round.
        var times: [Double] = []
        /// Allocations, one a counting round.
        var allocations: [Double] = []
        var throughput: Throughput?
        var tags: [String] = []
        var notes: [String] = []
        /// What happened to the rounds behind those that were measured.
        var failures: [RoundFailure] = []
        /// Nanoseconds of single operations.
        var operations: [UInt64] = []
        var custom: (metric: Metric, values: [Double])?
    }

    static let environment = RunEnvironment(
        cpu: "Model 1", cores: 4, memory: 8 << 30, kernel: "6.1", architecture: "x86_64",
        operatingSystem: "Debian GNU/Linux 12", toolchain: "Swift version 6.3.1", build: "release")

    /// Writes a run file.
    ///
    /// - Returns: its path.
    func run(
        _ name: String, _ benchmarks: [Benchmark], environment: RunEnvironment = environment,
        plannedRounds: Int? = nil
    ) throws -> String {
        let custom = Set(benchmarks.compactMap(\.custom?.metric)).sorted { $0.unit.name < $1.unit.name }
        var header = RunHeader(
            started: "2026-01-02T03:04:05Z", environment: environment, revision: "abc123", seed: 7,
            timeRounds: plannedRounds ?? benchmarks.map { $0.times.count + $0.failures.count }.max() ?? 0,
            countRounds: benchmarks.map(\.allocations.count).max() ?? 0, sampleSeconds: 0.05, precision: nil,
            metricGroups: [.time, .allocs],
            benchmarks: benchmarks.map {
                .init(name: $0.name, kind: $0.kind, tags: $0.tags, throughput: $0.throughput)
            },
            metrics: Metric.measuredByTheLab + custom)
        header.reason = nil
        let path = path(name)
        let writer = try RunFileWriter(creating: path, header: header)
        for benchmark in benchmarks {
            for round in Self.rounds(of: benchmark) { try writer.append(round) }
        }
        return path
    }

    private static func rounds(of benchmark: Benchmark) -> [Round] {
        func key(_ number: Int, _ pass: MeasurementPlan.Pass) -> Round.Key {
            .init(benchmark: benchmark.name, number: number, pass: pass)
        }
        let timed = benchmark.times.enumerated().map { number, time in
            let isLatency = benchmark.kind == .latency
            var series = [
                RoundMeasurement.Series(
                    metric: Metric(isLatency ? "p50-sec/op" : .wallTime), samples: [time])
            ]
            if let custom = benchmark.custom {
                series.append(.init(metric: custom.metric, samples: [custom.values[number]]))
            }
            var measurement = RoundMeasurement(
                iterationsPerSample: 100, warmUp: .init(isSteady: number > 0, iterations: 400, seconds: 0.02),
                series: series)
            measurement.startUpSeconds = 0.01
            measurement.notes = benchmark.notes
            if isLatency {
                var histogram = LatencyHistogram()
                for operation in benchmark.operations { histogram.record(operation) }
                measurement.latencies = histogram
            }
            return Round(key: key(number, .time), outcome: .measured(measurement))
        }
        let counted = benchmark.allocations.enumerated().map { number, count in
            Round(
                key: key(number, .count),
                outcome: .measured(
                    RoundMeasurement(
                        iterationsPerSample: 16, warmUp: nil,
                        series: [.init(metric: .allocations, samples: [count])])))
        }
        let failed = benchmark.failures.enumerated().map { number, failure in
            Round(key: key(benchmark.times.count + number, .time), outcome: .failed(failure))
        }
        return timed + counted + failed
    }

    /// A report of run files that are there; the first is the base.
    func report(_ paths: String..., options: ComparisonOptions = ComparisonOptions()) throws -> Report {
        let inputs = try ReportInputs(runs: paths, baseline: nil, store: BaselineStore(directory: directory))
        return try Report(
            inputs.files.map { try ResultFile($0, omittingDiagnostics: true) }, options: options,
            command: "bench report", generator: "bench 0")
    }
}

/// Eight values around one, in a fixed disorder.
func around(_ centre: Double, by spread: Double = 0.01) -> [Double] {
    [0.3, -0.7, 0.1, 0.9, -0.2, -1, 0.5, -0.4].map { centre * (1 + $0 * spread) }
}
