/// Sample quantiles.
public enum Quantile {
    /// The quantile `q` of an ascending sample, by the eighth definition of Hyndman and Fan.
    ///
    /// The position 1/3 + q·(n + 1/3), counted from 1, is interpolated linearly between its neighbours; positions outside
    /// the sample give its ends. This is the definition that Hyndman and Fan recommend ("Sample quantiles in
    /// statistical packages", The American Statistician 50, 1996) and the one that benchstat uses.
    ///
    /// - Parameters:
    ///   - sorted: the values in ascending order.
    ///   - q: the share of the distribution below the quantile, 0 to 1; what lies outside is taken as the nearer end.
    /// - Returns: nil for an empty sample or a `q` that is not a number.
    public static func r8(sorted: [Double], _ q: Double) -> Double? {
        guard let first = sorted.first, let last = sorted.last, !q.isNaN else { return nil }
        if q <= 0 { return first }
        if q >= 1 { return last }
        let position = 1.0 / 3 + q * (Double(sorted.count) + 1.0 / 3)
        let below = Int(position)
        if below < 1 { return first }
        if below >= sorted.count { return last }
        return sorted[below - 1] + (position - Double(below)) * (sorted[below] - sorted[below - 1])
    }

    /// The median of an ascending sample: its middle value, or the mean of its two middle values; nil if it is empty.
    public static func median(sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let upper = sorted[sorted.count / 2]
        guard sorted.count.isMultiple(of: 2) else { return upper }
        let lower = sorted[sorted.count / 2 - 1]
        let middle = lower + (upper - lower) / 2
        // Of two huge values of opposite sign the difference overflows where their mean does not.
        return middle.isFinite ? middle : lower / 2 + upper / 2
    }
}
