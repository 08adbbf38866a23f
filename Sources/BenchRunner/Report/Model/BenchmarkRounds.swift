import Lab

/// What the rounds of one benchmark gave in one run, in the order in which they were measured.
struct BenchmarkRounds: Sendable {
    /// One metric, one value a round.
    struct Series: Sendable {
        let metric: Metric
        /// The confidence that intervals are to have, 0 to 1.
        let confidence: Double
        fileprivate(set) var points: [(round: Int, value: Double)]

        var values: [Double] { points.map(\.value) }

        /// The centre with its interval: of an exact metric the most frequent value and the range.
        var summary: Summary? {
            let sorted = values.sorted()
            return metric.kind == .exact
                ? Summary(sortedExactSample: sorted) : Summary(sortedSample: sorted, confidence: confidence)
        }

        /// Whether all rounds gave the same.
        var isConstant: Bool { points.allSatisfy { $0.value == points[0].value } }
    }

    let entry: RunHeader.BenchmarkEntry
    private let confidence: Double
    /// In the order of pages.
    private(set) var series: [Series] = []
    private(set) var failures: [(key: Round.Key, failure: RoundFailure)] = []
    private(set) var warmUps: [RoundMeasurement.WarmUp] = []
    /// Seconds from the start of a worker to its first measured iteration.
    private(set) var startUps: [Double] = []
    private(set) var iterationsPerSample: [Int] = []
    /// What the rounds noted, each once.
    private(set) var notes: [String] = []
    /// The times of all rounds together; nil for a benchmark that measures no single operations.
    private(set) var latencies: LatencyHistogram?

    /// - Parameter confidence: of all intervals, 0 to 1.
    init(_ entry: RunHeader.BenchmarkEntry, confidence: Double) {
        self.entry = entry
        self.confidence = confidence
    }

    mutating func add(_ round: Round) {
        switch round.outcome {
        case .failed(let failure): failures.append((round.key, failure))
        case .measured(let measurement): add(measurement, of: round.key)
        }
    }

    private mutating func add(_ measurement: RoundMeasurement, of key: Round.Key) {
        if let warmUp = measurement.warmUp { warmUps.append(warmUp) }
        if key.pass == .time {
            if let startUp = measurement.startUpSeconds { startUps.append(startUp) }
            iterationsPerSample.append(measurement.iterationsPerSample)
        }
        for note in measurement.notes where !notes.contains(note) { notes.append(note) }
        for (metric, value) in measurement.values(throughput: entry.throughput) {
            if let place = series.firstIndex(where: { $0.metric == metric }) {
                series[place].points.append((key.number, value))
            } else {
                series.append(Series(metric: metric, confidence: confidence, points: [(key.number, value)]))
                series.sort { MetricOrder.precedes($0.metric.unit, $1.metric.unit) }
            }
        }
        if let histogram = measurement.latencies {
            if latencies == nil { latencies = histogram } else { latencies?.merge(histogram) }
        }
    }

    subscript(unit: BenchmarkUnit) -> Series? { series.first { $0.metric.unit == unit } }

    /// The metric that stands for the benchmark where there is room for one only: its time, or else its first.
    var leading: Series? { self[entry.kind == .latency ? "p50-sec/op" : .wallTime] ?? series.first }
}
