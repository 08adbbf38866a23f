/// A run: the header of a run file and its rounds.
public struct Run: Sendable {
    /// What was asked for, of what, where.
    public var header: RunHeader
    /// Those that have ended, in the order of the file; an interrupted run has fewer than its header plans.
    public var rounds: [Round]
    /// What was wrong with the file and could be left out, a sentence each.
    public var warnings: [String] = []

    /// A run without warnings.
    public init(header: RunHeader, rounds: [Round]) {
        self.header = header
        self.rounds = rounds
    }

    /// The rounds that failed.
    public var failures: [(key: Round.Key, failure: RoundFailure)] {
        rounds.compactMap { round in
            if case .failed(let failure) = round.outcome { (round.key, failure) } else { nil }
        }
    }

    /// In how many of its timed rounds other work kept more of the machine busy than a quiet one has.
    public var roundsWithOtherWork: (count: Int, of: Int) {
        let disturbances = rounds.filter { $0.key.pass == .time }.compactMap(\.disturbance)
        return (disturbances.count { $0.others + $0.stolen >= MachineActivity.tolerance }, disturbances.count)
    }

    /// The benchmarks that have a failed round, in the order of the run.
    public var failedBenchmarks: [String] {
        let failed = Set(failures.map(\.key.benchmark))
        return header.benchmarks.map(\.name).filter(failed.contains)
    }
}

extension RoundMeasurement.Series {
    /// The value that the round gives the metric: the median of samples of a statistical metric; the mean of an exact
    /// one, so that what happens in every tenth iteration only is seen as well.
    ///
    /// Nil where there are no samples.
    public var value: Double? {
        var samples = samples
        return Self.value(of: &samples, isExact: metric.kind == .exact)
    }

    /// - Parameter samples: may be put in another order.
    static func value(of samples: inout [Double], isExact: Bool) -> Double? {
        if samples.count <= 1 { return samples.first }
        if isExact { return samples.reduce(0, +) / Double(samples.count) }
        samples.sort()
        let middle = samples.count / 2
        return samples.count.isMultiple(of: 2) ? (samples[middle - 1] + samples[middle]) / 2 : samples[middle]
    }
}
