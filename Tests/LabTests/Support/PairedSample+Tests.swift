import Testing

@testable import Lab

/// Metrics for tests, one of each kind and direction.
extension Metric {
    static let time = Metric(.wallTime)
    static let rate = Metric("op/s", .higherIsBetter)
    static let allocations = Metric(.allocations, .lowerIsBetter, .exact)
    static let hits = Metric("hits/op", .higherIsBetter, .exact)
}

/// Compares two samples of a metric by themselves.
func compared(
    _ metric: Metric, _ base: [Double], _ head: [Double], obstacles: [String] = [],
    options: ComparisonOptions = ComparisonOptions()
) throws -> Comparison {
    let sample = try #require(
        PairedSample(benchmark: "b", metric: metric, base: base, head: head, obstacles: obstacles))
    return Comparison(sample, options: options)
}

/// Ten values spread evenly over ± `spread` around a centre, as shares of it.
func spread(around centre: Double, by spread: Double = 0.005, count: Int = 10) -> [Double] {
    (0..<count).map { index in
        let place = (Double(index) + 0.5) / Double(count)
        return centre * (1 + spread * (2 * place - 1))
    }
}
