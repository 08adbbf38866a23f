/// The exact distribution of the rank sum of one of two samples with ties, given the tie groups.
///
/// Under the hypothesis of no difference every choice of m of the N pooled values is equally likely to be the
/// first sample. The choices are counted by how many values they take and by twice the sum of the mid-ranks taken,
/// adding one tie group at a time (Klotz, "The Wilcoxon, ties, and the computer", Journal of the American
/// Statistical Association 61, 1966).
///
/// Done over all N values, that table costs in the order of N⁴ additions. So the pooled order is cut in the middle, both
/// halves get a table of their own, for an eighth of the cost, and a last pass joins them: j values from the lower half
/// go with m − j from the upper. The counts are whole numbers in double precision: exact up to 2⁵³, and beyond that
/// sums of positive terms, whose relative error stays near 10⁻¹⁵.
enum TiedRankSum {
    /// The smaller of two probabilities: of a rank sum of at most the one observed, and of at least it.
    ///
    /// With samples of unequal sizes the distribution is not symmetric, so neither tail tells the other.
    ///
    /// - Parameters:
    ///   - groups: the tie groups in ascending order.
    ///   - taken: the size of the sample whose ranks are summed; the smaller of the two costs less.
    ///   - doubledSum: twice the observed sum of its mid-ranks.
    /// - Returns: the smaller tail; where both exceed one half, any value above one half.
    static func smallerTail(groups: [PooledRanks.Group], taken: Int, doubledSum: Int) -> Double {
        let total = groups.reduce(0) { $0 + $1.size }
        let cut = middle(of: groups, total: total)
        let halves = Halves(
            lower: SubsetSums(groups: groups[..<cut], most: taken),
            upper: SubsetSums(groups: groups[cut...], most: taken), taken: taken)
        var choices = 1.0
        for i in 0..<taken { choices *= Double(total - i) / Double(i + 1) }
        // Below the mean the lower tail is nearly always the smaller one. If it is not below one half, the other may be.
        let isBelowMean = doubledSum < taken * (total + 1)
        let likelier = halves.ways(toSum: doubledSum, orLess: isBelowMean) / choices
        if likelier < 0.5 { return likelier }
        return halves.ways(toSum: doubledSum, orLess: !isBelowMean) / choices
    }

    /// The tables of both halves of the pooled order.
    private struct Halves {
        let lower: SubsetSums
        let upper: SubsetSums
        let taken: Int

        /// The number of choices whose doubled rank sum is `sum` or less, or `sum` or more.
        func ways(toSum sum: Int, orLess: Bool) -> Double {
            var ways = 0.0
            for fromLower in max(0, taken - upper.most)...min(taken, lower.most) {
                let row = lower.rows[fromLower]
                let partner = upper.rows[taken - fromLower]
                // The partner's index that makes up the sum together with index 0 of the row. It falls by one as the row's
                // index rises by one, so that one running sum over the partner serves the whole row.
                let place = sum - row.least - partner.least
                var running = 0.0
                if orLess {
                    var summed = 0
                    for index in stride(from: min(row.count - 1, place), through: 0, by: -1) {
                        while summed <= min(place - index, partner.count - 1) {
                            running += upper.counts[partner.start + summed]
                            summed += 1
                        }
                        ways += lower.counts[row.start + index] * running
                    }
                } else {
                    var summed = partner.count
                    for index in stride(from: max(0, place - partner.count + 1), to: row.count, by: 1) {
                        while summed > max(place - index, 0) {
                            summed -= 1
                            running += upper.counts[partner.start + summed]
                        }
                        ways += lower.counts[row.start + index] * running
                    }
                }
            }
            return ways
        }
    }

    /// The index of the group that starts the upper half: the boundary nearest to the middle of the values.
    private static func middle(of groups: [PooledRanks.Group], total: Int) -> Int {
        var below = 0
        var nearest = (index: 0, distance: total)
        for (index, group) in groups.enumerated() {
            below += group.size
            let distance = abs(2 * below - total)
            if distance < nearest.distance { nearest = (index + 1, distance) }
        }
        return nearest.index
    }
}

/// In how many ways j values of some tie groups sum to each doubled rank sum, for every j up to a limit.
private struct SubsetSums {
    /// The place of one j in the table.
    struct Row {
        /// The smallest doubled sum, that of the j lowest values; index 0 of the row.
        var least = 0
        /// The largest doubled sum of the values added so far.
        var greatest = 0
        /// Where the row starts in `counts`, and how many sums it has.
        var start = 0
        var count = 0
    }

    /// The greatest j.
    let most: Int
    private(set) var rows: [Row]
    private(set) var counts: [Double]

    init(groups: ArraySlice<PooledRanks.Group>, most limit: Int) {
        most = min(limit, groups.reduce(0) { $0 + $1.size })
        rows = [Row](repeating: Row(), count: most + 1)
        Self.fill(&rows, from: groups, \.least)
        Self.fill(&rows, from: groups.reversed(), \.greatest)
        var room = 0
        for j in 0...most {
            rows[j].start = room
            rows[j].count = rows[j].greatest - rows[j].least + 1
            room += rows[j].count
            rows[j].greatest = 0
        }
        counts = [Double](repeating: 0, count: room)
        counts[0] = 1
        var added = 0
        for group in groups {
            add(group, after: added)
            added += group.size
        }
    }

    /// Sets the sum of the first j values of `groups` for every j.
    private static func fill(
        _ rows: inout [Row], from groups: some Sequence<PooledRanks.Group>, _ bound: WritableKeyPath<Row, Int>
    ) {
        var j = 0
        for group in groups {
            for _ in 0..<group.size where j + 1 < rows.count {
                rows[j + 1][keyPath: bound] = rows[j][keyPath: bound] + group.doubledRank
                j += 1
            }
        }
    }

    /// Adds a group above all that were added, which held `added` values.
    ///
    /// Rows go from the greatest j down, so that the rows a row takes from are still those without the group.
    private mutating func add(_ group: PooledRanks.Group, after added: Int) {
        let rank = group.doubledRank
        rows.withUnsafeMutableBufferPointer { rows in
            counts.withUnsafeMutableBufferPointer { counts in
                guard let counts = counts.baseAddress else { return }
                for j in stride(from: min(most, added + group.size), to: 0, by: -1) {
                    let row = rows[j]
                    let fewest = max(1, j - added)
                    let greatestTake = min(group.size, j)
                    guard fewest <= greatestTake else { continue }
                    var choices = 1.0
                    for take in 1...greatestTake {
                        choices *= Double(group.size - take + 1) / Double(take)
                        guard take >= fewest else { continue }
                        let source = rows[j - take]
                        Self.accumulate(
                            counts + source.start, count: source.greatest - source.least + 1,
                            times: choices.rounded(),
                            into: counts + row.start + source.least + take * rank - row.least)
                    }
                    rows[j].greatest = rows[j - greatestTake].greatest + greatestTake * rank
                }
            }
        }
    }

    /// Adds a multiple of one stretch of counts to another that does not overlap it.
    @inline(__always)
    private static func accumulate(
        _ source: UnsafePointer<Double>, count: Int, times ways: Double, into target: UnsafeMutablePointer<Double>
    ) {
        for index in 0..<count { target[index] += ways * source[index] }
    }
}
