/// How a value of one sample is held against a value of another.
enum PairScale: Sendable {
    /// Head minus base.
    case difference
    /// Head divided by base, for positive values: the difference of logarithms without taking any.
    case ratio

    @inline(__always)
    func compare(_ head: Double, with base: Double) -> Double {
        switch self {
        case .difference: head - base
        case .ratio: head / base
        }
    }

    /// The value in the middle of two, on this scale.
    func midpoint(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .difference: a / 2 + b / 2
        case .ratio: a == b ? a : a.squareRoot() * b.squareRoot()
        }
    }
}

/// The order statistics of all pairs between two samples: the k-th smallest of the n₁·n₂ differences or ratios.
///
/// Few pairs are laid out and sorted. Many would not fit into memory; they are found by bisecting over the doubles,
/// counting the pairs below each, which takes n₁ + n₂ steps a count since both samples are sorted.
struct PairwiseOrder {
    private let base: [Double]
    private let head: [Double]
    private let scale: PairScale
    private let sorted: [Double]?

    /// - Parameters:
    ///   - base: the values in ascending order, finite; positive for ratios.
    ///   - head: likewise.
    ///   - largestSorted: up to how many pairs are laid out.
    init(sortedBase base: [Double], sortedHead head: [Double], scale: PairScale, largestSorted: Int = 1 << 16) {
        self.base = base
        self.head = head
        self.scale = scale
        let (pairs, overflow) = base.count.multipliedReportingOverflow(by: head.count)
        guard !overflow, pairs <= largestSorted else {
            sorted = nil
            return
        }
        var all: [Double] = []
        all.reserveCapacity(pairs)
        // Ascending runs, which the standard library's sort merges.
        for baseValue in base.reversed() {
            for headValue in head { all.append(scale.compare(headValue, with: baseValue)) }
        }
        all.sort()
        sorted = all
    }

    /// The k-th smallest, k from 1 to the number of pairs.
    subscript(k: Int) -> Double {
        if let sorted { return sorted[k - 1] }
        var low = Self.key(scale.compare(head[0], with: base[base.count - 1]))
        var high = Self.key(scale.compare(head[head.count - 1], with: base[0]))
        while low < high {
            // The mean of the two keys, rounded down, without overflow.
            let middle = (low & high) + ((low ^ high) >> 1)
            if count(atMost: Self.value(middle)) >= k { high = middle } else { low = middle + 1 }
        }
        return Self.value(low)
    }

    /// How many pairs are at most `bound`.
    private func count(atMost bound: Double) -> Int {
        var below = 0
        var count = 0
        // A greater base value makes every pair smaller, so the count of its partners never falls.
        for baseValue in base {
            while below < head.count, scale.compare(head[below], with: baseValue) <= bound { below += 1 }
            count += below
        }
        return count
    }

    /// A whole number that orders as the double does, and back.
    private static func key(_ value: Double) -> Int64 {
        let bits = Int64(bitPattern: value.bitPattern)
        return bits >= 0 ? bits : Int64.min &- bits
    }

    private static func value(_ key: Int64) -> Double {
        Double(bitPattern: UInt64(bitPattern: key >= 0 ? key : Int64.min &- key))
    }
}
