/// Makes run files from a seed, for measuring and testing what reads them.
///
/// ```swift
/// var run = SyntheticRun(operations: [.init("list"), .init("order", allocations: 12)])
/// run["order"].seconds *= 1.1  // 10 % slower
/// let text = run.text
/// ```
public struct SyntheticRun: Sendable {
    /// A benchmark and what its rounds give.
    public struct Operation: Sendable {
        /// The benchmark's full name.
        public var name: String
        /// The median of the rounds, without noise.
        public var seconds: Double
        /// What each counting round gives; nil for none.
        public var allocations: Double?
        /// How the benchmark's rounds fail, if they do.
        public var failure: RoundFailure?

        /// A benchmark of a microsecond that counts nothing and does not fail, unless told otherwise.
        public init(
            _ name: String, seconds: Double = 1e-6, allocations: Double? = nil, failure: RoundFailure? = nil
        ) {
            self.name = name
            self.seconds = seconds
            self.allocations = allocations
            self.failure = failure
        }
    }

    /// In the order of the header.
    public var operations: [Operation]
    /// Timed rounds a benchmark.
    public var rounds = 10
    /// Samples a round. Their median is the same whatever their number is.
    public var samples = 1
    /// Half the width of the noise's distribution, as a share of the time.
    public var noise = 0.04
    /// What the noise is drawn from.
    public var seed: UInt64 = 1
    /// What the header says of the machine: nothing that exists, and always the same.
    public var environment = RunEnvironment(
        cpu: "Synthetic CPU (family 1, model 2, stepping 3)", cores: 2, memory: 1 << 30, kernel: "1.0",
        architecture: "x86_64", operatingSystem: "Synthetic Linux", toolchain: "Swift version 1.0", build: "release")

    /// Counts are the same in every round but for a defect, which two rounds can show.
    private static let countRounds = 2

    /// A run of 10 rounds of these, unless changed.
    public init(operations: [Operation]) { self.operations = operations }

    /// The operation of a name; setting one that is not there adds it.
    public subscript(name: String) -> Operation {
        get { operations.first { $0.name == name } ?? Operation(name) }
        set {
            if let index = operations.firstIndex(where: { $0.name == name }) {
                operations[index] = newValue
            } else {
                operations.append(newValue)
            }
        }
    }

    /// The text of the run file.
    public var text: [UInt8] {
        var random = SplitMix64(seed: seed)
        var lines = [header.json.text()]
        for operation in operations {
            for number in 0..<rounds {
                // The sum of a few uniform numbers is near enough to a normal one.
                let noise = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -0.25...0.25, using: &random) }
                let time = operation.seconds * (1 + noise * self.noise)
                lines.append(line(operation, number, .time, .init(metric: .wallTime, samples: samples(around: time))))
            }
            guard let allocations = operation.allocations else { continue }
            for number in 0..<Self.countRounds {
                lines.append(line(operation, number, .count, .init(metric: .allocations, samples: [allocations])))
            }
        }
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// Samples as many below the median as above it.
    private func samples(around median: Double) -> [Double] {
        (0..<samples).map { median * (1 + 0.01 * (Double($0) - Double(samples - 1) / 2)) }
    }

    private func line(
        _ operation: Operation, _ number: Int, _ pass: MeasurementPlan.Pass, _ series: RoundMeasurement.Series
    ) -> String {
        let measurement = RoundMeasurement(iterationsPerSample: 1_000, warmUp: nil, series: [series])
        let outcome = operation.failure.map { Round.Outcome.failed($0) } ?? .measured(measurement)
        return Round(key: .init(benchmark: operation.name, number: number, pass: pass), outcome: outcome).json.text()
    }

    private var header: RunHeader {
        let counts = operations.contains { $0.allocations != nil }
        return RunHeader(
            started: "2026-01-01T00:00:00Z", environment: environment, revision: nil, seed: seed, timeRounds: rounds,
            countRounds: counts ? Self.countRounds : 0, sampleSeconds: 0.1, precision: nil,
            metricGroups: counts ? [.time, .allocs] : [.time],
            benchmarks: operations.map { .init(name: $0.name, kind: .rate, tags: [], throughput: nil) },
            metrics: counts ? [.wallTime, .allocations] : [.wallTime])
    }
}

extension SyntheticRun {
    /// The text of a run file in which every benchmark has the same distribution of times.
    ///
    /// - Parameters:
    ///   - benchmarks: How many, called `synthetic/work/n=0` and so on.
    ///   - rounds: Of each.
    ///   - seed: What the times are drawn from.
    ///   - factor: What every time is multiplied by: 1.1 makes a run that is 10 % slower.
    public static func text(benchmarks: Int, rounds: Int, seed: UInt64, factor: Double = 1) -> [UInt8] {
        var run = SyntheticRun(
            operations: (0..<benchmarks).map { Operation("synthetic/work/n=\($0)", seconds: 1e-6 * factor) })
        run.rounds = rounds
        run.seed = seed
        return run.text
    }
}
