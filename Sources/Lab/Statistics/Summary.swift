/// The centre of a sample and an interval that holds the true centre with known confidence.
///
/// It assumes nothing of the distribution but that the values are independent of each other: one value a round.
public struct Summary: Sendable, Equatable {
    /// How many values the sample has.
    public let count: Int
    /// The sample median; of an exact metric, the most frequent value.
    public let centre: Double
    /// The lower bound; −∞ where the sample is too small for the confidence asked for.
    public let low: Double
    /// The upper bound; +∞ where the sample is too small for the confidence asked for.
    public let high: Double
    /// The probability that the interval covers the true median: what was achieved, at least what was asked.
    public let confidence: Double

    /// Summarizes a sample by its median and the order statistics that bound it.
    ///
    /// - Parameters:
    ///   - sample: the values in any order.
    ///   - confidence: the least confidence of the interval, 0 to 1.
    /// - Returns: nil for an empty sample.
    public init?(sample: [Double], confidence: Double = 0.95) {
        self.init(sortedSample: sample.sorted(), confidence: confidence)
    }

    /// Summarizes a sample that is in ascending order already; see ``init(sample:confidence:)``.
    public init?(sortedSample: [Double], confidence: Double = 0.95) {
        guard let median = Quantile.median(sorted: sortedSample) else { return nil }
        let interval = MedianInterval(count: sortedSample.count, confidence: confidence)
        count = sortedSample.count
        centre = median
        low = interval.lowOrder < 1 ? -.infinity : sortedSample[interval.lowOrder - 1]
        high = interval.highOrder > sortedSample.count ? .infinity : sortedSample[interval.highOrder - 1]
        self.confidence = interval.confidence
    }

    /// Summarizes the values of a metric that has no distribution: the most frequent value (the smallest of several)
    /// as the centre, the least and the greatest as the bounds, with certainty.
    ///
    /// - Returns: nil for an empty sample.
    public init?(sortedExactSample sample: [Double]) {
        guard let least = sample.first, let greatest = sample.last else { return nil }
        var mode = (value: least, count: 0)
        var start = 0
        while start < sample.count {
            let end = sample[start...].firstIndex { $0 != sample[start] } ?? sample.count
            // A value that is not a number differs from itself, too.
            let length = max(1, end - start)
            if length > mode.count { mode = (sample[start], length) }
            start += length
        }
        count = sample.count
        centre = mode.value
        low = least
        high = greatest
        confidence = 1
    }

    /// Whether the interval has two finite bounds.
    public var isBounded: Bool { low.isFinite && high.isFinite }

    /// The smallest sample that has a bounded interval at this confidence; nil where none up to 50 values has.
    public static func samplesNeeded(confidence: Double) -> Int? {
        MedianInterval.samplesNeeded(confidence: confidence)
    }
}
