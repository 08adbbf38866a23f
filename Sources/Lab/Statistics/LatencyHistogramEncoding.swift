extension LatencyHistogram {
    /// A bucket that holds something.
    public struct Bucket: Sendable, Equatable {
        /// Its index, 0 to ``LatencyHistogram/bucketCount`` − 1.
        public let index: Int
        /// How many values fell into it, at least 1.
        public let count: UInt64

        /// A bucket as encodings have it; that the index is in range is checked by who decodes.
        public init(index: Int, count: UInt64) {
            self.index = index
            self.count = count
        }
    }

    /// The buckets that hold something, in ascending order.
    ///
    /// Together with ``minimum``, ``maximum`` and ``total`` they are all there is to a histogram; see
    /// ``init(buckets:minimum:maximum:total:)``.
    public var buckets: [Bucket] {
        guard let minimum, let maximum else { return [] }
        return (Self.bucket(of: minimum)...Self.bucket(of: maximum)).compactMap { index in
            counts[index] > 0 ? Bucket(index: index, count: counts[index]) : nil
        }
    }

    /// Rebuilds a histogram from its parts, believing none of them.
    ///
    /// - Parameters:
    ///   - buckets: as ``buckets`` gives them: ascending, none twice, none empty. No bucket is an empty histogram.
    ///   - minimum: the least value in nanoseconds, in the first bucket; ignored without buckets.
    ///   - maximum: the greatest value in nanoseconds, in the last bucket; ignored without buckets.
    ///   - total: the sum of the values in nanoseconds; ignored without buckets.
    /// - Throws: ``LatencyHistogramError``, the first thing that is wrong.
    public init(buckets: [Bucket], minimum: UInt64, maximum: UInt64, total: Double) throws(LatencyHistogramError) {
        self.init()
        guard let first = buckets.first, let last = buckets.last else { return }
        // What the total can be, given where the values are.
        var bounds = (least: 0.0, greatest: 0.0)
        var previous = -1
        for bucket in buckets {
            guard (0..<Self.bucketCount).contains(bucket.index) else { throw .indexOutOfRange(bucket.index) }
            guard bucket.index > previous else { throw .notAscending(bucket.index) }
            guard bucket.count > 0 else { throw .emptyBucket(bucket.index) }
            let (sum, overflow) = count.addingReportingOverflow(bucket.count)
            guard !overflow else { throw .tooManyValues }
            previous = bucket.index
            count = sum
            counts[bucket.index] = bucket.count
            let values = Self.bounds(ofBucket: bucket.index)
            bounds.least += Double(values.lowerBound) * Double(bucket.count)
            bounds.greatest += Double(values.upperBound) * Double(bucket.count)
        }
        guard Self.bounds(ofBucket: first.index).contains(minimum), minimum <= maximum else {
            throw .minimumOutsideFirstBucket(minimum)
        }
        guard Self.bounds(ofBucket: last.index).contains(maximum) else {
            throw .maximumOutsideLastBucket(maximum)
        }
        // Sums in another order may differ in their last digits.
        guard total >= bounds.least * (1 - 1e-6), total <= bounds.greatest * (1 + 1e-6) else {
            throw .impossibleTotal(total)
        }
        least = minimum
        greatest = maximum
        self.total = total
    }
}

/// Why the parts of a stored histogram do not make one.
public enum LatencyHistogramError: Error, Equatable, CustomStringConvertible {
    case indexOutOfRange(Int)
    case notAscending(Int)
    case emptyBucket(Int)
    case tooManyValues
    case minimumOutsideFirstBucket(UInt64)
    case maximumOutsideLastBucket(UInt64)
    case impossibleTotal(Double)

    public var description: String {
        switch self {
        case .indexOutOfRange(let index):
            "bucket \(index) does not exist: buckets are numbered 0 to \(LatencyHistogram.bucketCount - 1)"
        case .notAscending(let index): "bucket \(index) is out of order: each index must exceed the one before"
        case .emptyBucket(let index): "bucket \(index) has a count of 0: leave empty buckets out"
        case .tooManyValues: "the counts of all buckets together exceed 64 bits"
        case .minimumOutsideFirstBucket(let value): "the minimum of \(value) ns does not lie in the first bucket"
        case .maximumOutsideLastBucket(let value): "the maximum of \(value) ns does not lie in the last bucket"
        case .impossibleTotal(let total): "no values in these buckets add up to \(total) ns"
        }
    }
}
