/// The values of a run by benchmark: one a round and metric.
public struct RunSummary: Sendable {
    /// What the rounds gave for one benchmark.
    public struct BenchmarkValues: Sendable {
        /// The benchmark as the header has it.
        public let entry: RunHeader.BenchmarkEntry
        /// By metric, in the header's order; metrics without values are not there.
        public fileprivate(set) var values: [(metric: Metric, values: [Double])] = []
        /// Every round that failed, in the order of the file.
        public fileprivate(set) var failures: [(key: Round.Key, failure: RoundFailure)] = []
        /// How many rounds were warm before they were measured, of how many.
        public fileprivate(set) var steadyRounds = 0
        /// The rounds that ``steadyRounds`` is a part of.
        public fileprivate(set) var timedRounds = 0
        /// What the rounds noted, each once.
        public fileprivate(set) var notes: [String] = []

        /// The values of one metric, one a round; empty where it was not measured.
        public func values(of unit: BenchmarkUnit) -> [Double] { values.first { $0.metric.unit == unit }?.values ?? [] }
    }

    /// One a benchmark of the header, in its order, those without values included.
    public private(set) var benchmarks: [BenchmarkValues]

    /// Sorts the rounds by benchmark; a round of a benchmark that the header lacks is left out.
    public init(_ run: Run) {
        benchmarks = run.header.benchmarks.map { BenchmarkValues(entry: $0) }
        let places = Dictionary(run.header.benchmarks.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for round in run.rounds {
            guard let place = places[round.key.benchmark] else { continue }
            benchmarks[place].add(round)
        }
    }
}

extension RunSummary.BenchmarkValues {
    fileprivate mutating func add(_ round: Round) {
        switch round.outcome {
        case .failed(let failure): failures.append((round.key, failure))
        case .measured(let measurement):
            if let warmUp = measurement.warmUp {
                timedRounds += 1
                if warmUp.isSteady { steadyRounds += 1 }
            }
            for note in measurement.notes where !notes.contains(note) { notes.append(note) }
            for (metric, value) in measurement.values(throughput: entry.throughput) {
                if let place = values.firstIndex(where: { $0.metric == metric }) {
                    values[place].values.append(value)
                } else {
                    values.append((metric, [value]))
                }
            }
        }
    }
}

extension RoundMeasurement {
    /// The round's value of each metric, with the start-up and the throughput that follows from the time.
    public func values(throughput: Throughput?) -> [(metric: Metric, value: Double)] {
        var result: [(metric: Metric, value: Double)] = []
        if let startUpSeconds { result.append((.startUp, startUpSeconds)) }
        for series in series {
            guard let value = series.value else { continue }
            result.append((series.metric, value))
            if let throughput, series.metric.unit == .wallTime, value > 0 {
                result.append((throughput.metric, Double(throughput.amount) / value))
            }
        }
        return result
    }
}
