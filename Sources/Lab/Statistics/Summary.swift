public struct Summary: Sendable {
    public let centre, low, high: Double
    public init?(sample: [Double], confidence: Double = 0.95) {
        guard !sample.isEmpty else { return nil }
        let s = sample.sorted()
        centre = s[s.count / 2]
        low = s[0]
        high = s[s.count - 1]
    }
}
