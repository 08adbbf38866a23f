import Lab

extension Run {
    /// How each round ended, by its key.
    var outcomes: [Round.Key: Round.Outcome] {
        Dictionary(rounds.map { ($0.key, $0.outcome) }) { first, _ in first }
    }

    /// Why the only round of a benchmark failed; nil where it did not.
    func failure(of benchmark: String) -> RoundFailure? {
        failures.first { $0.key.benchmark == benchmark }?.failure
    }

    /// What the rounds of a benchmark measured, in the order of their numbers.
    func measurements(of benchmark: String, _ pass: MeasurementPlan.Pass = .time) -> [RoundMeasurement] {
        rounds.filter { $0.key.benchmark == benchmark && $0.key.pass == pass }
            .sorted { $0.key.number < $1.key.number }
            .compactMap { if case .measured(let measurement) = $0.outcome { measurement } else { nil } }
    }

    /// The benchmarks whose rounds all have values.
    var measuredBenchmarks: Set<String> {
        Set(header.benchmarks.map(\.name)).subtracting(failedBenchmarks).intersection(rounds.map(\.key.benchmark))
    }

    /// The keys that the header promises.
    var plannedKeys: Set<Round.Key> {
        var keys: Set<Round.Key> = []
        for benchmark in header.benchmarks {
            for number in 0..<header.timeRounds {
                keys.insert(.init(benchmark: benchmark.name, number: number, pass: .time))
            }
            for number in 0..<header.countRounds {
                keys.insert(.init(benchmark: benchmark.name, number: number, pass: .count))
            }
        }
        return keys
    }

    /// Whether every round that the header promises is there, and none twice.
    var isComplete: Bool { rounds.count == plannedKeys.count && Set(rounds.map(\.key)) == plannedKeys }
}

extension RoundMeasurement {
    /// The samples of a metric; nil where it was not measured.
    func samples(of unit: BenchmarkUnit) -> [Double]? { series.first { $0.metric.unit == unit }?.samples }
}
