/// A run with one value a round and metric: what comparisons are made of, without the samples behind the values.
///
/// A run of 10,000 benchmarks with 20 rounds each takes a few megabytes.
public struct ReducedRun: Sendable {
    /// The header as it was read.
    public let header: RunHeader
    /// The first failure of each benchmark that has one, in the order of the file.
    public private(set) var failures: [(benchmark: RunHeader.BenchmarkEntry, failure: RoundFailure)] = []
    /// How many rounds the run has, those that failed included.
    public private(set) var roundCount = 0
    /// How many rounds were measured.
    public var measuredCount: Int { rounds.count }
    /// What was wrong with the file and could be left out, a sentence each.
    public internal(set) var warnings: [String] = []

    private let omitsDiagnostics: Bool
    /// What the values are of: the header's metrics, and behind them the throughputs that follow from times.
    private var metrics: [Metric]
    private var failed: Set<Int> = []

    // Rounds come in a random order, benchmark by benchmark they are wanted: a list for each benchmark would be another
    // place in memory for every line. So they are kept as they come, and sorted when they are passed on.

    /// The rounds that were measured, with their place in the order in which they are passed on, and with where their
    /// values end.
    private var rounds: [(place: Int, end: Int)] = []
    /// Of all rounds behind each other, with the index of their metric.
    private var values: [(metric: Int, value: Double)] = []
    /// What other work used during timed rounds, in processors.
    private var otherWork: [(benchmark: Int, processors: Double)] = []

    init(_ header: RunHeader, omittingDiagnostics: Bool) {
        self.header = header
        omitsDiagnostics = omittingDiagnostics
        metrics = header.metrics
        // What a header plans is not yet there.
        let expected = min(header.plannedRounds, 1 << 20)
        rounds.reserveCapacity(expected)
        values.reserveCapacity(expected)
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
        append(round.disturbance, round.key.pass, of: benchmark)
        switch round.outcome {
        case .failed(let failure):
            roundCount += 1
            if failed.insert(benchmark).inserted { failures.append((header.benchmarks[benchmark], failure)) }
        case .measured(let measurement):
            for (metric, value) in measurement.values(throughput: throughput(of: benchmark))
            where !(omitsDiagnostics && metric.isDiagnostic) {
                values.append((index(of: metric), value))
            }
            endRound(of: benchmark, round.key.pass)
        }
    }

    /// Appends the line that a reader has read.
    mutating func append(_ line: RoundLineReader) {
        let benchmark = line.benchmark
        append(line.disturbance, line.pass, of: benchmark)
        if let startUp = line.startUpSeconds, !omitsDiagnostics {
            values.append((index(of: .startUp), startUp))
        }
        for (metric, value) in line.values {
            values.append((metric, value))
            if let throughput = throughput(of: benchmark), metrics[metric].unit == .wallTime, value > 0 {
                values.append((index(of: throughput.metric), Double(throughput.amount) / value))
            }
        }
        endRound(of: benchmark, line.pass)
    }

    /// A throughput says nothing that the time does not say: it counts as a diagnostic here.
    private func throughput(of benchmark: Int) -> Throughput? {
        omitsDiagnostics ? nil : header.benchmarks[benchmark].throughput
    }

    private mutating func append(
        _ disturbance: Round.Disturbance?, _ pass: MeasurementPlan.Pass, of benchmark: Int
    ) {
        guard let disturbance, pass == .time else { return }
        otherWork.append((benchmark, disturbance.others + disturbance.stolen))
    }

    /// Benchmark by benchmark, and of each the timed rounds first: what tables start with is not to depend on chance.
    private mutating func endRound(of benchmark: Int, _ pass: MeasurementPlan.Pass) {
        roundCount += 1
        rounds.append((benchmark * 2 + (pass == .time ? 0 : 1), values.count))
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
        var byName: [String: [Double]] = [:]
        for (benchmark, processors) in otherWork {
            byName[header.benchmarks[benchmark].name, default: []].append(processors)
        }
        return MachineActivity(byName)
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
        let (order, ends) = roundsByPlace()
        var next = 0
        for (index, entry) in header.benchmarks.enumerated() {
            var result = BenchmarkResult(
                name: BenchmarkName(entry.name), configuration: configuration, file: label, tags: entry.tags)
            while next < ends[index * 2 + 1] {
                let round = order[next]
                let start = round == 0 ? 0 : rounds[round - 1].end
                result.measurements = values[start..<rounds[round].end]
                    .map { .init($0.value, metrics[$0.metric].unit) }
                next += 1
                try body(.result(result))
            }
        }
    }

    /// The rounds, as indices, in the order of their places and else in that of the file (a counting sort), and where
    /// those of each place end.
    private func roundsByPlace() -> (order: [Int], ends: [Int]) {
        var ends = [Int](repeating: 0, count: header.benchmarks.count * 2)
        for round in rounds { ends[round.place] += 1 }
        for place in ends.indices.dropFirst() { ends[place] += ends[place - 1] }
        var next = [0] + ends
        var order = [Int](repeating: 0, count: rounds.count)
        for (index, round) in rounds.enumerated() {
            order[next[round.place]] = index
            next[round.place] += 1
        }
        return (order, ends)
    }
}
