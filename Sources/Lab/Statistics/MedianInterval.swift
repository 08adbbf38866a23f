/// Which order statistics of a sample bound its median with a given confidence.
///
/// Of n independent values, the number that fall below the median of their distribution is binomial with
/// probability ½, whatever the distribution. So the median lies between the l-th and the r-th smallest value
/// with probability P(l ≤ B < r), and l and r are widened from the middle until that reaches the confidence
/// asked for. See David and Nagaraja, "Order Statistics" (2003), section 7.1.
///
/// The order statistics are the ones that benchstat takes, so that the same input gives the same interval: up to
/// 30 values the narrowest that suffice, the lower of two equally good ones; above, those of a
/// normal approximation, which at common levels is sometimes one order statistic wider than it need be. The
/// confidence reported is always the exact binomial one.
struct MedianInterval: Equatable {
    /// The order statistics that bound the median, counted from 1. 0 stands for −∞ and n + 1 for +∞.
    let lowOrder: Int
    let highOrder: Int
    /// The probability that the interval covers the median, at least the one asked for.
    let confidence: Double

    /// - Parameters:
    ///   - count: the size of the sample, at least 1.
    ///   - asked: the confidence asked for, 0 to 1; from 1 on (or if not a number) the interval is unbounded.
    init(count: Int, confidence asked: Double) {
        let wanted = asked.isNaN ? 1 : max(0, asked)
        var orders = (low: 0, high: count + 1)
        if wanted < 1 {
            orders =
                count <= Self.largestWidened
                ? Self.widened(count, wanted) : Self.approximated(count, wanted)
        }
        // Where both ends are open the median is certainly inside.
        let unbounded = orders.low <= 0 && orders.high > count
        lowOrder = max(0, orders.low)
        highOrder = min(count + 1, orders.high)
        confidence = unbounded ? 1 : Self.coverage(count, lowOrder, highOrder)
    }

    /// The smallest sample, of at least 2 values, that has a bounded interval at this confidence; nil if none up to
    /// `limit` has.
    static func samplesNeeded(confidence: Double, limit: Int = 50) -> Int? {
        guard limit >= 2 else { return nil }
        return (2...limit).first { count in
            let interval = MedianInterval(count: count, confidence: confidence)
            return interval.lowOrder > 0 && interval.highOrder <= count
        }
    }

    /// The largest sample whose interval is found by widening step by step.
    private static let largestWidened = 30

    /// Widens from the most probable place of the median, each time to the more probable side.
    private static func widened(_ count: Int, _ wanted: Double) -> (low: Int, high: Int) {
        // Half the number of values, rounded down, is the mode, or the lower one of two.
        var low = count / 2
        var high = low + 1
        while coverage(count, low, high) < wanted, low > 0 || high <= count {
            if leansLeft(count, low - 1, high) { low -= 1 } else { high += 1 }
        }
        return (low, high)
    }

    /// Whether the interval is to take in place `left` before place `right`, for two that are equally far from the middle
    /// or one step apart.
    private static func leansLeft(_ count: Int, _ left: Int, _ right: Int) -> Bool {
        if left < 0 { return false }
        if right > count { return true }
        // The mirror image of k is n − k: the further from the middle, the less probable.
        if left + right != count { return left + right > count }
        return tiesToTheRight[count]?.contains(left) != true
    }

    /// The places below the middle that benchstat takes in after their equally probable mirror image, by sample size.
    ///
    /// It takes the lower first as a rule, but above 20 values it computes binomial coefficients from logarithms, whose
    /// rounding makes some coefficients smaller than their mirror image. At 95 % it shows with 24 values.
    private static let tiesToTheRight: [Int: Set<Int>] = [
        21: [2, 4, 7], 22: [2, 4, 7, 10], 23: [2, 4, 7], 24: [2, 4, 7, 11], 25: [2, 4, 7, 10], 26: [2, 4, 7, 10],
        27: [2, 4, 7, 10, 11, 13], 28: [2, 4, 7, 10, 12, 13], 29: [2, 4, 5, 6, 7, 10, 13],
        30: [2, 4, 5, 6, 7, 8, 10, 13, 14],
    ]

    /// The order statistics by the normal distribution with the binomial's mean and variance.
    private static func approximated(_ count: Int, _ wanted: Double) -> (low: Int, high: Int) {
        let mean = Double(count) / 2
        let deviation = Double(count).squareRoot() / 2
        let lowerEdge = mean + deviation * StandardNormal.quantile((1 - wanted) / 2)
        let upperEdge = 2 * mean - lowerEdge
        guard lowerEdge > -1 else { return (0, count + 1) }
        // Place k of the binomial is the band from k − ½ to k + ½; round outward to whole bands.
        let low = Int((lowerEdge - 0.5).rounded(.down)) + 1
        let high = Int((upperEdge - 0.5).rounded(.up)) + 1
        func covered(_ low: Int, _ high: Int) -> Double {
            StandardNormal.cumulative((Double(high) - 0.5 - mean) / deviation)
                - StandardNormal.cumulative((Double(low) - 0.5 - mean) / deviation)
        }
        let narrower = covered(low, high - 1)
        if narrower >= wanted, narrower < covered(low, high) { return (low, high - 1) }
        return (low, high)
    }

    /// The probability that a binomial of `count` trials at ½ is in `low ..< high`.
    ///
    /// Terms are relative to the one in the middle, so that nothing underflows however large the sample, and end where
    /// they no longer count. Up to 50 values they are whole numbers, and the result is exact.
    private static func coverage(_ count: Int, _ low: Int, _ high: Int) -> Double {
        let middle = count / 2
        var central = 1.0
        if count <= 50 {
            for k in 0..<middle { central = central * Double(count - k) / Double(k + 1) }
        }
        var all = central
        var inside = (low..<high).contains(middle) ? central : 0
        var term = central
        var k = middle
        while k > 0, term > central * 1e-20 {
            term = term * Double(k) / Double(count - k + 1)
            k -= 1
            all += term
            if k >= low, k < high { inside += term }
        }
        term = central
        k = middle
        while k < count, term > central * 1e-20 {
            term = term * Double(count - k) / Double(k + 1)
            k += 1
            all += term
            if k >= low, k < high { inside += term }
        }
        return inside / all
    }
}
