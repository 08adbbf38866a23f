import Lab

/// The order in which a page shows metrics: what the lab measures in the lab's order, the throughput behind the time that
/// it follows from, and at the end what a benchmark reports of itself, by name.
enum MetricOrder {
    private static let ranks: [BenchmarkUnit: Int] = {
        let units = Metric.measuredByTheLab.map(\.unit)
        var ranks = Dictionary(units.enumerated().map { ($1, 2 * $0) }) { first, _ in first }
        for throughput in [Throughput.items(1), .bytes(1)] {
            ranks[throughput.metric.unit] = (ranks[.wallTime] ?? 0) + 1
        }
        return ranks
    }()

    static func precedes(_ first: BenchmarkUnit, _ second: BenchmarkUnit) -> Bool {
        (ranks[first] ?? .max, first.name) < (ranks[second] ?? .max, second.name)
    }
}
