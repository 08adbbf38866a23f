/// The Hodges–Lehmann shift between two samples, with the interval that inverts the exact U test.
///
/// The estimate is the median of all pairwise differences. The interval runs from the k-th smallest to the k-th largest
/// of them, with the greatest k for which 2·P(U < k) does not exceed 1 − confidence: it holds exactly the shifts that the
/// U test at that level does not reject (Hodges and Lehmann, "Estimates of location based on rank tests", Annals of
/// Mathematical Statistics 34, 1963; Bauer, "Constructing confidence sets using rank statistics", Journal of the American
/// Statistical Association 67, 1972). The distribution of U is the one without ties: with ties the closed interval
/// covers the shift at least as often (Randles and Wolfe, "Introduction to the Theory of Nonparametric
/// Statistics", 1979, section 6.1).
public enum HodgesLehmann {
    /// How far head lies from base.
    public struct Shift: Sendable, Equatable {
        /// The median of all pairs.
        public let estimate: Double
        /// The lower bound; −∞ (for a ratio, 0) where the samples are too small for the confidence asked for.
        public let low: Double
        /// The upper bound; +∞ where the samples are too small for the confidence asked for.
        public let high: Double
        /// The probability that the interval covers the shift: what was achieved, at least what was asked.
        public let confidence: Double

        /// Whether the samples sufficed for an interval at all.
        public let isBounded: Bool
    }

    /// By how much head exceeds base, in their unit.
    ///
    /// - Parameters:
    ///   - base: the values in any order.
    ///   - head: the values in any order.
    ///   - confidence: the least confidence of the interval, 0 to 1.
    /// - Returns: nil where a sample is empty or a value is not finite.
    public static func shift(from base: [Double], to head: [Double], confidence: Double) -> Shift? {
        let (base, head) = (base.sorted(), head.sorted())
        guard areFinite(base), areFinite(head) else { return nil }
        return interval(sortedBase: base, sortedHead: head, scale: .difference, confidence: confidence)
    }

    /// How many times base head is: the shift of their logarithms, as a ratio.
    ///
    /// - Returns: nil where a sample is empty or a value is not finite, or not positive.
    public static func ratio(from base: [Double], to head: [Double], confidence: Double) -> Shift? {
        let (base, head) = (base.sorted(), head.sorted())
        guard areFinite(base), areFinite(head), base[0] > 0, head[0] > 0 else { return nil }
        return interval(sortedBase: base, sortedHead: head, scale: .ratio, confidence: confidence)
    }

    /// The size of two equal samples from which the interval is bounded; nil if none up to 50 is large enough.
    public static func samplesNeeded(confidence: Double) -> Int? {
        MannWhitney.samplesNeeded(alpha: 1 - confidence)
    }

    static func interval(
        sortedBase base: [Double], sortedHead head: [Double], scale: PairScale, confidence: Double
    ) -> Shift {
        let pairs = PairwiseOrder(sortedBase: base, sortedHead: head, scale: scale)
        let count = base.count * head.count
        let upper = pairs[count / 2 + 1]
        let estimate = count.isMultiple(of: 2) ? scale.midpoint(pairs[count / 2], upper) : upper
        let (order, achieved) = criticalOrder(base.count, head.count, confidence: confidence)
        guard order > 0 else {
            let least = scale == .ratio ? 0 : -Double.infinity
            return Shift(estimate: estimate, low: least, high: .infinity, confidence: 1, isBounded: false)
        }
        return Shift(
            estimate: estimate, low: pairs[order], high: pairs[count + 1 - order], confidence: achieved,
            isBounded: true)
    }

    /// Which order statistic of the pairs bounds the interval, 0 for none, and the confidence that gives.
    private static func criticalOrder(
        _ baseCount: Int, _ headCount: Int, confidence: Double
    ) -> (order: Int, confidence: Double) {
        // Rounding must not cost a sample its interval where a tail is exactly what is allowed.
        let tail = (1 - confidence) / 2 * (1 + 1e-12)
        guard tail > 0 else { return (0, 1) }
        // P(U < k), for k up to half the pairs.
        let probability: (Int) -> Double
        if MannWhitney.isExact(baseCount, headCount) {
            let table = UntiedRankSum.lowerTail(baseCount, headCount)
            probability = { table[$0 - 1] }
        } else {
            let pairs = Double(baseCount) * Double(headCount)
            let deviation = (pairs * (Double(baseCount) + Double(headCount) + 1) / 12).squareRoot()
            probability = { StandardNormal.cumulative((Double($0) - 0.5 - pairs / 2) / deviation) }
        }
        var enough = 0
        var tooMuch = baseCount * headCount / 2 + 1
        while tooMuch - enough > 1 {
            let middle = enough + (tooMuch - enough) / 2
            if probability(middle) <= tail { enough = middle } else { tooMuch = middle }
        }
        return enough > 0 ? (enough, 1 - 2 * probability(enough)) : (0, 1)
    }

    private static func areFinite(_ sorted: [Double]) -> Bool {
        !sorted.isEmpty && sorted.allSatisfy(\.isFinite)
    }
}
