/// A skewed distribution over ranks: the rank `r`, counted from 0, has a weight of 1 / (r + 1 + `flatness`).
///
/// What people buy, read and write follows such a law (Zipf's, with Mandelbrot's shift): few things make most of the
/// traffic, and a long tail the rest. Weights are integers, since the last digit of `pow` differs between C libraries
/// and the data must not.
public struct Zipf: Sendable {
    private let cumulativeWeights: [UInt64]

    /// Describes `count` ranks; a larger `flatness` takes weight from the first ones.
    ///
    /// - Precondition: `count` is positive and `flatness` is not negative.
    public init(count: Int, flatness: Int = 0) {
        precondition(count > 0 && flatness >= 0, "a distribution needs a rank to draw")
        var sum: UInt64 = 0
        cumulativeWeights = (0..<count).map { rank in
            // At least 1, so that every rank can be drawn.
            sum += max(1, (1 << 40) / UInt64(rank + 1 + flatness))
            return sum
        }
    }

    /// Draws a rank from `0..<count`.
    public func rank(using random: inout SeededRandom) -> Int {
        let target = random.below(cumulativeWeights[cumulativeWeights.count - 1])
        var low = 0
        var high = cumulativeWeights.count - 1
        while low < high {
            let middle = (low + high) / 2
            if cumulativeWeights[middle] > target { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
