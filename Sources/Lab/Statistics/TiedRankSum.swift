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
    /// The probabilities of a rank sum as small as the one observed or smaller, and as large or larger.
    ///
    /// - Parameters:
    ///   - groups: the tie groups in ascending order.
    ///   - taken: the size of the sample whose ranks are summed; the smaller of the two costs less.
    ///   - doubledSum: twice the observed sum of its mid-ranks.
    static func tails(
        groups: [PooledRanks.Group], taken: Int, doubledSum: Int
    ) -> (lower: Double, upper: Double) {
        let total = groups.reduce(0) { $0 + $1.size }
        let cut = middle(of: groups, total: total)
        let lowerHalf = SubsetSums(groups: groups[..<cut], most: taken)
        let upperHalf = SubsetSums(groups: groups[cut...], most: taken)

        var lower = 0.0
        var upper = 0.0
        var all = 0.0
        for low in max(0, taken - upperHalf.most)...min(taken, lowerHalf.most) {
            let ways = lowerHalf.rows[low]
            let partner = upperHalf.rows[taken - low]
            let (atMost, atLeast) = upperHalf.cumulative(partner)
            let everyWay = atLeast[0]
            // The partner's index that, together with the lower half's index 0, makes the observed sum.
            let observed = doubledSum - ways.least - partner.least
            for index in 0..<ways.count {
                let count = lowerHalf.counts[ways.start + index]
                let place = observed - index
                all += count * everyWay
                if place < 0 {
                    upper += count * everyWay
                } else if place >= partner.count {
                    lower += count * everyWay
                } else {
                    lower += count * atMost[place]
                    upper += count * atLeast[place]
                }
            }
        }
        return (lower / all, upper / all)
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
                        let target = row.start + source.least + take * rank - row.least
                        let ways = choices.rounded()
                        for index in 0...(source.greatest - source.least) {
                            counts[target + index] += ways * counts[source.start + index]
                        }
                    }
                    rows[j].greatest = rows[j - greatestTake].greatest + greatestTake * rank
                }
            }
        }
    }

    /// A row's counts summed from below and from above.
    func cumulative(_ row: Row) -> (atMost: [Double], atLeast: [Double]) {
        var atMost = Array(counts[row.start..<(row.start + row.count)])
        var atLeast = atMost
        for index in 1..<max(1, row.count) {
            atMost[index] += atMost[index - 1]
            atLeast[row.count - 1 - index] += atLeast[row.count - index]
        }
        return (atMost, atLeast)
    }
}
