import Glibc

/// The normal distribution with mean 0 and variance 1.
enum StandardNormal {
    /// The probability of a value of at most `z`.
    static func cumulative(_ z: Double) -> Double { erfc(-z / 2.0.squareRoot()) / 2 }

    /// The probability of a value at least as far from 0 as `z`, accurate far into the tails.
    static func twoSidedTail(_ z: Double) -> Double { erfc(abs(z) / 2.0.squareRoot()) }

    /// The value below which lies the probability `p`; infinite at 0 and 1.
    static func quantile(_ p: Double) -> Double {
        guard p > 0 else { return -.infinity }
        guard p < 1 else { return .infinity }
        // Halving needs no table of constants and cannot diverge; a double is pinned down after some sixty steps.
        // The lower tail is the one in which `cumulative` keeps its relative accuracy.
        if p > 0.5 { return -quantile(1 - p) }
        var low = -40.0
        var high = 0.0
        while true {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { return middle }
            if cumulative(middle) < p { low = middle } else { high = middle }
        }
    }
}
