/// Draws identifiers from `1...count`, few of them often and most of them seldom.
///
/// The popular ones are spread over the whole range, as they are in a database that grew: neighbours by number share
/// pages, and were they popular together, caches would look better than they are. The spreading depends on `count`
/// alone, so that the data and a trace of requests agree on what is popular without sharing a seed.
public struct Popularity: Sendable {
    private let distribution: Zipf
    private let count: Int
    private let stride: Int

    /// Describes the identifiers `1...count`; a larger `flatness` makes the popular ones less so.
    public init(count: Int, flatness: Int) {
        distribution = Zipf(count: count, flatness: flatness)
        self.count = count
        // A stride that shares no divisor with the count visits every identifier once.
        let primes = [7919, 104_729, 1_299_709]
        stride = primes.first { !count.isMultiple(of: $0) } ?? 1
    }

    /// Draws an identifier.
    public func identifier(using random: inout SeededRandom) -> Int {
        identifier(ofRank: distribution.rank(using: &random))
    }

    /// The identifier that is the `rank`-th most popular, counted from 0.
    public func identifier(ofRank rank: Int) -> Int {
        rank * stride % count + 1
    }
}
