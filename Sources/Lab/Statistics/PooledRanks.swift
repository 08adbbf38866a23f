/// Two samples ranked together, with equal values sharing the mean of their ranks.
struct PooledRanks {
    /// Equal values of the pooled samples.
    struct Group: Equatable {
        /// How many values are equal.
        var size: Int
        /// Twice the mean of their ranks, which makes it a whole number. Ranks count from 1.
        var doubledRank: Int
    }

    /// The groups in ascending order of value; without ties, one a value.
    private(set) var groups: [Group] = []
    /// Twice the sum of the first sample's ranks.
    private(set) var doubledRankSum = 0
    /// Whether two values are equal.
    var hasTies: Bool { groups.count < total }
    private let total: Int

    /// - Parameters: two samples in ascending order, free of values that are not numbers.
    init(sorted first: [Double], _ second: [Double]) {
        total = first.count + second.count
        groups.reserveCapacity(total)
        var i = 0
        var j = 0
        while i < first.count || j < second.count {
            let value: Double
            if i == first.count {
                value = second[j]
            } else if j == second.count {
                value = first[i]
            } else {
                value = min(first[i], second[j])
            }
            let ranked = i + j
            let before = i
            while i < first.count, first[i] == value { i += 1 }
            while j < second.count, second[j] == value { j += 1 }
            // The mean of the ranks ranked + 1 … i + j, doubled.
            let doubledRank = ranked + 1 + i + j
            groups.append(Group(size: i + j - ranked, doubledRank: doubledRank))
            doubledRankSum += (i - before) * doubledRank
        }
    }
}
