/// The two-sided Mann–Whitney U test (also Wilcoxon's rank-sum test): do two samples come from one distribution?
///
/// The p-value is min(1, 2 × the smaller tail of the exact permutation distribution of the mid-rank sum), with or
/// without ties, of equal or unequal sizes. Where the smaller size times the size of both together exceeds
/// ``exactLimit`` (100 values against 100), the normal approximation with the corrections for ties and
/// continuity takes over, and the outcome says so.
public enum MannWhitney {
    /// How a p-value was found.
    public enum Method: String, Sendable {
        /// From the permutation distribution itself.
        case exact
        /// From a normal distribution of the same mean and variance.
        case normalApproximation
    }

    /// What the test gave.
    public struct Outcome: Sendable, Equatable {
        /// The number of pairs in which the first sample's value is the greater one, a tie counting a half.
        public let u: Double
        /// The probability of rank sums at least as far apart if there is no difference, 0 to 1.
        public let p: Double
        /// How ``p`` was found.
        public let method: Method
        /// Whether all values of both samples are equal: then there is nothing to test, and `p` is 1.
        public let allEqual: Bool
    }

    /// The greatest product of the smaller size and the size of both samples that is computed exactly.
    ///
    /// At the limit a test with ties costs some milliseconds, one without costs that once for each pair of sizes.
    /// The cost grows with the square of the product.
    public static let exactLimit = 20_000

    /// Whether samples of these sizes are tested exactly.
    public static func isExact(_ firstCount: Int, _ secondCount: Int) -> Bool {
        let (product, overflow) = min(firstCount, secondCount)
            .multipliedReportingOverflow(by: firstCount + secondCount)
        return !overflow && product <= exactLimit
    }

    /// Tests two samples, given in any order.
    ///
    /// - Returns: nil where there is nothing to rank: a side is empty, or holds a value that is not a number.
    public static func test(_ a: [Double], _ b: [Double]) -> Outcome? {
        guard !a.contains(where: \.isNaN), !b.contains(where: \.isNaN) else { return nil }
        return test(sorted: a.sorted(), b.sorted())
    }

    /// Tests two samples in ascending order, free of values that are not numbers; nil if one is empty.
    static func test(sorted a: [Double], _ b: [Double]) -> Outcome? {
        guard !a.isEmpty, !b.isEmpty else { return nil }
        let ranks = PooledRanks(sorted: a, b)
        let doubledU = ranks.doubledRankSum - a.count * (a.count + 1)
        let u = Double(doubledU) / 2
        if ranks.groups.count == 1 { return Outcome(u: u, p: 1, method: .exact, allEqual: true) }
        guard isExact(a.count, b.count) else {
            let p = approximateP(u: u, a.count, b.count, ranks.groups)
            return Outcome(u: u, p: p, method: .normalApproximation, allEqual: false)
        }
        let tail: Double
        if ranks.hasTies {
            let everyRank = (a.count + b.count) * (a.count + b.count + 1)
            let ofSmaller = a.count <= b.count ? ranks.doubledRankSum : everyRank - ranks.doubledRankSum
            tail = TiedRankSum.smallerTail(
                groups: ranks.groups, taken: min(a.count, b.count), doubledSum: ofSmaller)
        } else {
            let wholeU = doubledU / 2
            tail = UntiedRankSum.lowerTail(a.count, b.count)[min(wholeU, a.count * b.count - wholeU)]
        }
        return Outcome(u: u, p: min(1, 2 * tail), method: .exact, allEqual: false)
    }

    /// The smallest p-value that samples of these sizes can give: 2 / C(n₁ + n₂, n₁), at most 1.
    public static func smallestP(_ firstCount: Int, _ secondCount: Int) -> Double {
        let smaller = min(firstCount, secondCount)
        guard smaller > 0 else { return 1 }
        var p = 2.0
        for i in 1...smaller where p > 0 { p *= Double(i) / Double(max(firstCount, secondCount) + i) }
        return min(1, p)
    }

    /// The size of two equal samples from which a p-value of at most `alpha` is possible; nil if none up to `limit` is.
    public static func samplesNeeded(alpha: Double, limit: Int = 50) -> Int? {
        var count = 1
        while count <= limit {
            // Rounding must not ask for one sample more than 2 / C(2n, n) = alpha does.
            if smallestP(count, count) <= alpha * (1 + 1e-12) { return count }
            count += 1
        }
        return nil
    }

    /// The p-value of the normal approximation (Lehmann, "Nonparametrics", 1975, section 1.3 and 1.4).
    private static func approximateP(
        u: Double, _ firstCount: Int, _ secondCount: Int, _ groups: [PooledRanks.Group]
    ) -> Double {
        let pairs = Double(firstCount) * Double(secondCount)
        let total = Double(firstCount) + Double(secondCount)
        var ties = 0.0
        for group in groups where group.size > 1 {
            let size = Double(group.size)
            ties += size * size * size - size
        }
        let variance = pairs / 12 * (total + 1 - ties / (total * (total - 1)))
        // U moves in steps of one (or of a half): the approximation takes the step's inner edge.
        let distance = max(0, abs(u - pairs / 2) - 0.5)
        return StandardNormal.twoSidedTail(distance / variance.squareRoot())
    }
}
