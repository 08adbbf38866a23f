/// What one side of a gate has and the other has not.
public struct GateSubject: Sendable, Hashable, CustomStringConvertible {
    /// The name in full, parameters included.
    public let benchmark: String
    /// What else tells the benchmark from others of that name.
    public let configuration: [String: String]
    /// The metric; nil for the whole benchmark.
    public let metric: Metric?

    /// A whole benchmark unless a metric is given.
    public init(benchmark: String, configuration: [String: String] = [:], metric: Metric? = nil) {
        self.benchmark = benchmark
        self.configuration = configuration
        self.metric = metric
    }

    public var description: String {
        let name = metric.map { "\(benchmark) \($0.unit)" } ?? benchmark
        guard !configuration.isEmpty else { return name }
        let pairs = configuration.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return "\(name) [\(pairs.joined(separator: ", "))]"
    }
}

/// A benchmark that gave no result, or not all of it.
public struct GateFailure: Sendable, Hashable {
    /// The name in full, parameters included.
    public let benchmark: String
    /// What happened, as a clause: "killed by signal 11".
    public let reason: String

    /// A failure with its reason as a clause: "killed by signal 11".
    public init(benchmark: String, reason: String) {
        self.benchmark = benchmark
        self.reason = reason
    }
}
