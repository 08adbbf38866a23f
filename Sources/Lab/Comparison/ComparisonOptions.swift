/// The levels that comparisons are made at.
public struct ComparisonOptions: Hashable, Sendable {
    /// A difference counts as shown if its p-value is at most this; 0 to 1.
    public var alpha: Double
    /// The least confidence of the intervals; 0 to 1.
    public var confidence: Double

    public init(alpha: Double = 0.05, confidence: Double = 0.95) {
        self.alpha = alpha
        self.confidence = confidence
    }
}
