/// Why a number of a comparison is to be taken with care. Renderers show it as a footnote.
public enum TableWarning: Hashable, Sendable, CustomStringConvertible {
    /// The sample is too small for an interval with two bounds; `needed` is nil if more than 50 would be needed.
    case noInterval(needed: Int?, confidence: Double)
    /// Not even samples that do not overlap would show a difference; `needed` is nil if more than 50 would be needed.
    case noPower(needed: Int?, alpha: Double)
    /// There is nothing to test: both samples consist of one and the same value.
    case allEqual
    /// The test was made with the normal approximation, because the exact one takes too long.
    case approximateTest
    /// The values of a metric that is declared exact differ.
    case notExact(low: Double, high: Double)
    /// The sample mixes results that differ in these keys.
    case mixed(keys: [String])
    /// The column has other benchmarks than the first one, so its geometric mean is of other things.
    case differentBenchmarks
    /// A value that is not above zero has no geometric mean.
    case noGeometricMean
    /// A ratio that is not above zero has no geometric mean.
    case noRatioMean

    public var description: String {
        switch self {
        case .noInterval(let needed, let confidence):
            "\(Self.count(needed)) samples needed for an interval at confidence \(shortestDecimal(confidence))"
        case .noPower(let needed, let alpha):
            "\(Self.count(needed)) samples needed to show a difference at alpha \(shortestDecimal(alpha))"
        case .allEqual:
            "nothing to test: all values are equal"
        case .approximateTest:
            "p-value by the normal approximation: too many values for the exact test"
        case .notExact(let low, let high):
            "declared exact, but its values go from \(shortestDecimal(low)) to \(shortestDecimal(high))"
        case .mixed(let keys):
            "mixes benchmarks that differ in \(keys.joined(separator: ", "))"
        case .differentBenchmarks:
            "not the benchmarks of the base column: geomeans may not be comparable"
        case .noGeometricMean:
            "no geomean: a value is not above 0"
        case .noRatioMean:
            "no geomean of the changes: a ratio is not above 0, or there is none"
        }
    }

    private static func count(_ needed: Int?) -> String { needed.map { "at least \($0)" } ?? "more than 50" }
}
