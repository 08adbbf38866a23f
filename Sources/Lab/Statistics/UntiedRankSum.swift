import Synchronization

/// The exact distribution of the Mann–Whitney U statistic of two samples without ties.
///
/// The number of ways to reach U = u is the coefficient of q^u in the Gaussian binomial coefficient
/// ∏ (1 − q^(n+i)) / (1 − q^i), i = 1 … m, for samples of m ≤ n values (Mann and Whitney, "On a test of whether
/// one of two random variables is stochastically larger than the other", Annals of Mathematical Statistics 18, 1947;
/// Andrews, "The Theory of Partitions", chapter 3). Each factor is a pass over the coefficients, of which only the
/// lower half is kept since they are symmetric: m·m·n additions in all. Every coefficient depends on lower, smaller ones
/// only, so rounding stays relative to its own size.
enum UntiedRankSum {
    /// P(U ≤ u) for u from 0 to half of m·n, rounded down; the upper half mirrors it.
    ///
    /// Computed once for a pair of sizes and kept.
    static func lowerTail(_ firstCount: Int, _ secondCount: Int) -> [Double] {
        let sizes = Sizes(smaller: min(firstCount, secondCount), larger: max(firstCount, secondCount))
        if let known = known.withLock({ $0.tables[sizes] }) { return known }
        let table = computeLowerTail(sizes)
        known.withLock { $0.add(table, for: sizes) }
        return table
    }

    private struct Sizes: Hashable {
        var smaller: Int
        var larger: Int
    }

    /// Tables computed so far, dropped when together they grow past a few megabytes.
    private struct Known {
        var tables: [Sizes: [Double]] = [:]
        var stored = 0

        mutating func add(_ table: [Double], for sizes: Sizes) {
            if stored + table.count > 1 << 19 { self = Known() }
            if tables.updateValue(table, forKey: sizes) == nil { stored += table.count }
        }
    }

    private static let known = Mutex(Known())

    private static func computeLowerTail(_ sizes: Sizes) -> [Double] {
        let greatest = sizes.smaller * sizes.larger
        var ways = [Double](repeating: 0, count: greatest / 2 + 1)
        ways[0] = 1
        for i in 1...max(1, sizes.smaller) where i <= sizes.smaller {
            let shift = sizes.larger + i
            for u in stride(from: ways.count - 1, through: shift, by: -1) { ways[u] -= ways[u - shift] }
            for u in stride(from: i, to: ways.count, by: 1) { ways[u] += ways[u - i] }
        }
        var sum = 0.0
        var cumulative = ways.map { way in
            sum += way
            return sum
        }
        // Mirrored, the lower half is counted twice, and the middle once where there is one.
        let total = greatest.isMultiple(of: 2) ? 2 * sum - ways[ways.count - 1] : 2 * sum
        for u in cumulative.indices { cumulative[u] /= total }
        return cumulative
    }
}
