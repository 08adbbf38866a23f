/// How sure a comparison has to be, and from which change on it matters.
public struct ComparisonOptions: Sendable, Equatable {
    /// The level that an adjusted p-value has to stay below; 0 to 1.
    public var alpha: Double
    /// The confidence of all intervals; 0 to 1.
    public var confidence: Double
    /// The relative change that matters, as a share: 0.05 for 5 %. Not negative.
    public var threshold: Double

    /// Level 5 %, confidence 95 % and threshold 5 %, unless told otherwise; all are shares.
    public init(alpha: Double = 0.05, confidence: Double = 0.95, threshold: Double = 0.05) {
        self.alpha = alpha
        self.confidence = confidence
        self.threshold = threshold
    }

    /// The changes that are too small to matter: from 1/(1 + δ) − 1 to δ, for −4.8 % to +5 % at 5 %.
    ///
    /// On the scale of ratios both ends are equally far from no change. That makes a verdict independent of how the same
    /// thing is expressed: a benchmark that takes 1.05 times as long does 1/1.05 times as much a second.
    public var indifference: ClosedRange<Double> {
        let upper = max(0, threshold)
        return (1 / (1 + upper) - 1)...upper
    }
}
