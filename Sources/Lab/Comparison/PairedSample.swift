/// The values of one benchmark and metric on both sides of a comparison: one value a round.
public struct PairedSample: Sendable, Equatable {
    /// The benchmark's name, parameters included.
    public let benchmark: String
    /// What else tells the benchmark from others of that name: `["goos": "linux"]`.
    public let configuration: [String: String]
    /// What the values on both sides are of.
    public let metric: Metric
    /// The values that head is held against, in base units and any order; never empty.
    public let base: [Double]
    /// The values that are judged, in base units and any order; never empty.
    public let head: [Double]
    /// Why values that depend on the machine cannot be compared, as clauses: "CPU: EPYC 7763 against Xeon 8370C". A
    /// statistical metric with an obstacle is unresolved; an exact one holds on any machine and is compared all the same.
    public let obstacles: [String]

    /// - Returns: nil if a side has no values: then there is nothing to pair, and the metric is missing from that side.
    public init?(
        benchmark: String, configuration: [String: String] = [:], metric: Metric, base: [Double], head: [Double],
        obstacles: [String] = []
    ) {
        guard !base.isEmpty, !head.isEmpty else { return nil }
        self.benchmark = benchmark
        self.configuration = configuration
        self.metric = metric
        self.base = base
        self.head = head
        self.obstacles = obstacles
    }
}

/// A side of a comparison.
public enum ComparisonSide: String, Sendable {
    case base
    case head
}
