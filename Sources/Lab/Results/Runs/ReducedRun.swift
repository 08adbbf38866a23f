/// A run with one value a round and metric: what comparisons are made of, without the samples behind the values.
///
/// A run of 10,000 benchmarks with 20 rounds each takes a few megabytes.
public struct ReducedRun: Sendable {
    public let header: RunHeader
    /// The first failure of each benchmark that has one, in the order of the file.
    public private(set) var failures: [(benchmark: RunHeader.BenchmarkEntry, failure: RoundFailure)] = []
    /// How many rounds the run has, those that failed included.
    public private(set) var roundCount = 0
    /// How many rounds were measured.
    public private(set) var measuredCount = 0
    /// What was wrong with the file and could be left out, a sentence each.
    public internal(set) var warnings: [String] = []

    private let omitsDiagnostics: Bool
    /// What the values are of: the header's metrics, and behind them the throughputs that follow from times.
    private var metrics: [Metric]
    /// By benchmark, in the header's order.
    private var rounds: [Rounds]
    private var failed: Set<Int> = []

    /// The rounds of one benchmark, the values of all of them behind each other.
    private struct Rounds {
        /// What other work used during the timed ones, in processors.
        var otherWork: [Double] = []
        /// Where the values of each round end.
        var ends: [Int] = []
        var values: [(metric: Int, value: Double)] = []
    }

    init(_ header: RunHeader, omittingDiagnostics: Bool) {
        self.header = header
        omitsDiagnostics = omittingDiagnostics
        metrics = header.metrics
        rounds = Array(repeating: Rounds(), count: header.benchmarks.count)
    }

    /// Reduces a run that is in memory.
    ///
    /// - Parameter omittingDiagnostics: Whether the metrics are left out that are recorded to explain others only.
    public init(_ run: Run, omittingDiagnostics: Bool = false) {
        self.init(run.header, omittingDiagnostics: omittingDiagnostics)
        let places = Dictionary(run.header.benchmarks.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for round in run.rounds {
            if let benchmark = places[round.key.benchmark] { append(round, of: benchmark) }
        }
        warnings = run.warnings
    }

    mutating func append(_ round: Round, of benchmark: Int) {
        append(round.disturbance, round.key.pass, to: benchmark)
        switch round.outcome {
        case .failed(let failure):
            roundCount += 1
            if failed.insert(benchmark).inserted { failures.append((header.benchmarks[benchmark], failure)) }
        case .measured(let measurement):
            for (metric, value) in measurement.values(throughput: throughput(of: benchmark))
            where !(omitsDiagnostics && metric.isDiagnostic) {
                append(value, index(of: metric), to: benchmark)
            }
            endRound(of: benchmark)
        }
    }

    /// Appends the line that a reader has read.
    mutating func append(_ line: RoundLineReader) {
        let benchmark = line.benchmark
        append(line.disturbance, line.pass, to: benchmark)
        if let startUp = line.startUpSeconds, !omitsDiagnostics {
            append(startUp, index(of: .startUp), to: benchmark)
        }
        for (metric, value) in line.values {
            append(value, metric, to: benchmark)
            if let throughput = throughput(of: benchmark), metrics[metric].unit == .wallTime, value > 0 {
                append(Double(throughput.amount) / value, index(of: throughput.metric), to: benchmark)
            }
        }
        endRound(of: benchmark)
    }

    /// A throughput says nothing that the time does not say: it counts as a diagnostic here.
    private func throughput(of benchmark: Int) -> Throughput? {
        omitsDiagnostics ? nil : header.benchmarks[benchmark].throughput
    }

    private mutating func append(
        _ disturbance: Round.Disturbance?, _ pass: MeasurementPlan.Pass, to benchmark: Int
    ) {
        guard let disturbance, pass == .time else { return }
        rounds[benchmark].otherWork.append(disturbance.others + disturbance.stolen)
    }

    private mutating func append(_ value: Double, _ metric: Int, to benchmark: Int) {
        rounds[benchmark].values.append((metric, value))
    }

    private mutating func endRound(of benchmark: Int) {
        roundCount += 1
        measuredCount += 1
        rounds[benchmark].ends.append(rounds[benchmark].values.count)
    }

    private mutating func index(of metric: Metric) -> Int {
        if let index = metrics.firstIndex(where: { $0.unit == metric.unit }) { return index }
        metrics.append(metric)
        return metrics.count - 1
    }
}

extension ReducedRun {
    /// How busy the machine was with other things.
    var activity: MachineActivity {
        let observed = zip(header.benchmarks, rounds).filter { !$1.otherWork.isEmpty }
        return MachineActivity(Dictionary(observed.map { ($0.name, $1.otherWork) }) { first, _ in first })
    }

    /// Passes the units and then the rounds as results, benchmark by benchmark in the order of the program and not in
    /// the random one of the rounds: tables go by what comes first.
    ///
    /// - Parameter label: What the run is called: the value of `.file`.
    func forEachRecord(label: String, _ body: (ResultRecord) throws -> Void) rethrows {
        for metric in metrics {
            try body(.unit(.init(metric.unit, .better(metric.direction)), at: nil))
            try body(.unit(.init(metric.unit, .kind(metric.kind)), at: nil))
        }
        let configuration = header.environment.configuration
        for (entry, rounds) in zip(header.benchmarks, rounds) {
            var result = BenchmarkResult(
                name: BenchmarkName(entry.name), configuration: configuration, file: label, tags: entry.tags)
            var start = 0
            for end in rounds.ends {
                result.measurements = rounds.values[start..<end]
                    .map { .init($0.value, metrics[$0.metric].unit) }
                start = end
                try body(.result(result))
            }
        }
    }
}
