/// A histogram of durations in whole nanoseconds with a relative error of at most 1/128 (0.78 %) over all of `UInt64`.
///
/// The buckets are log-linear, as in Gil Tene's HdrHistogram: values below 128 have a bucket each, and from there on
/// every doubling is cut into 64 equal buckets. A value v ≥ 64 with the highest bit e falls into bucket
///
///     64·(e − 6) + ⌊v / 2^(e − 6)⌋
///
/// which covers 2^(e−6) values from at least 64·2^(e−6) on. A bucket is reported as its middle, so that a value is off by
/// at most half a bucket: ½·2^(e−6) / (64·2^(e−6)) = 1/128 of itself. Count, least and greatest value are exact; so
/// is the total, and with it the mean, as long as it is below 2⁵³ ns (104 days).
///
/// Recording is a bit count, a shift and an addition; it allocates nothing. The 3,776 buckets take 30 kB.
public struct LatencyHistogram: Sendable, Equatable {
    /// How many values were recorded.
    public internal(set) var count: UInt64 = 0
    /// The sum of the values, in nanoseconds.
    public internal(set) var total: Double = 0
    var least = UInt64.max
    var greatest: UInt64 = 0
    var counts = [UInt64](repeating: 0, count: LatencyHistogram.bucketCount)

    /// Makes an empty histogram.
    public init() {}

    /// The least value in nanoseconds, exact; nil if nothing was recorded.
    public var minimum: UInt64? { count > 0 ? least : nil }

    /// The greatest value in nanoseconds, exact; nil if nothing was recorded.
    public var maximum: UInt64? { count > 0 ? greatest : nil }

    /// The mean in nanoseconds; nil if nothing was recorded.
    public var mean: Double? { count > 0 ? total / Double(count) : nil }

    /// Adds one duration in nanoseconds.
    @inline(__always)
    public mutating func record(_ nanoseconds: UInt64) { record(nanoseconds, times: 1) }

    /// Adds a duration in nanoseconds that was seen several times.
    public mutating func record(_ nanoseconds: UInt64, times: UInt64) {
        guard times > 0 else { return }
        counts[Self.bucket(of: nanoseconds)] &+= times
        count &+= times
        total += Double(nanoseconds) * Double(times)
        if nanoseconds < least { least = nanoseconds }
        if nanoseconds > greatest { greatest = nanoseconds }
    }

    /// The value in nanoseconds that a share `q` of the values does not exceed, off by at most 1/128 of itself.
    ///
    /// It stands for the ⌈q·n⌉-th smallest of the n values; 0 gives the minimum and 1 the maximum, both exact.
    ///
    /// - Returns: nil if nothing was recorded or `q` is not a number.
    public func quantile(_ q: Double) -> Double? {
        guard count > 0, !q.isNaN else { return nil }
        if q <= 0 { return Double(least) }
        // A product that is a whole number but for its rounding must not ask for the next value.
        let position = (q * Double(count) * (1 - 1e-15)).rounded(.up)
        if position >= Double(count) { return Double(greatest) }
        let rank = max(1, UInt64(position))
        if rank == 1 { return Double(least) }
        var below: UInt64 = 0
        for index in Self.bucket(of: least)...Self.bucket(of: greatest) {
            below += counts[index]
            if below >= rank {
                return min(max(Self.middle(of: index), Double(least)), Double(greatest))
            }
        }
        return Double(greatest)
    }

    /// Adds everything that another histogram holds.
    public mutating func merge(_ other: LatencyHistogram) {
        guard other.count > 0 else { return }
        for index in Self.bucket(of: other.least)...Self.bucket(of: other.greatest) {
            counts[index] &+= other.counts[index]
        }
        count &+= other.count
        total += other.total
        least = min(least, other.least)
        greatest = max(greatest, other.greatest)
    }
}

// MARK: - Buckets

extension LatencyHistogram {
    /// Each doubling is cut into 2⁶ buckets.
    private static let precisionBits = 6

    /// How many buckets there are; indexes run from 0 to one less.
    public static let bucketCount = (64 - precisionBits + 1) << precisionBits

    /// The index of the bucket that a value in nanoseconds falls into.
    @inline(__always)
    static func bucket(of nanoseconds: UInt64) -> Int {
        let highestBit = 63 - (nanoseconds | 1).leadingZeroBitCount
        let shift = max(0, highestBit - precisionBits)
        return shift << precisionBits + Int(nanoseconds >> UInt64(shift))
    }

    /// The least and the greatest value of a bucket, in nanoseconds.
    public static func bounds(ofBucket index: Int) -> ClosedRange<UInt64> {
        precondition((0..<bucketCount).contains(index), "a bucket index is between 0 and \(bucketCount - 1)")
        let shift = max(0, index >> precisionBits - 1)
        let least = UInt64(index - shift << precisionBits) << UInt64(shift)
        return least...(least + (1 << UInt64(shift) - 1))
    }

    /// The value that stands for a bucket.
    private static func middle(of index: Int) -> Double {
        let bounds = bounds(ofBucket: index)
        return Double(bounds.lowerBound) + Double(bounds.upperBound - bounds.lowerBound) / 2
    }
}
