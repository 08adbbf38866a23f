/// A named operation to measure, with what surrounds it.
///
/// The common case is one line. What the body returns is used in a way that the optimizer cannot see through,
/// so that the work is not removed:
///
/// ```swift
/// Benchmark("sum") { numbers.reduce(0, +) }
/// ```
///
/// Set-up runs once in each process and is not timed; its value is handed to the body. An `input` is made afresh for
/// every iteration, outside the timed window, from a seeded generator, so that a branch predictor cannot learn it:
///
/// ```swift
/// Benchmark("sort", ["n": n], input: { random in (0..<n).map { _ in Int.random(in: 0..<n, using: &random) } }) {
///     $0.sort()
/// }
/// ```
public struct Benchmark {
    /// What one sample of a benchmark is.
    public enum Kind: String, Sendable {
        /// A batch of iterations; its value is the time per iteration.
        case rate
        /// One operation each, recorded in a histogram; its values are percentiles.
        case latency
    }

    /// The name without the suite and the parameters.
    public let name: String
    /// In the order in which the full name has them; empty for none.
    public let parameters: [Parameter]
    /// What filters select by, the tags of the suite included.
    public private(set) var tags: Set<String> = []
    /// How samples are taken; a rate unless ``latency()`` was asked for.
    public private(set) var kind: Kind = .rate
    /// How much one iteration processes; nil where nothing was said of it.
    public private(set) var throughput: Throughput?
    /// The longest that a round may last, set-up included, before its worker is ended and the round has failed.
    ///
    /// Where a run asks for more sampling than the default, three times what it asks for beyond that is added.
    public private(set) var timeLimit: Duration = .seconds(30)
    /// Metrics that the benchmark reports of itself.
    public private(set) var customMetrics: [Metric] = []
    /// What is measured, with its set-up and its loop over iterations.
    public let body: BenchmarkBody

    @usableFromInline
    init(name: String, parameters: Parameters, body: BenchmarkBody) {
        self.name = name
        self.parameters = parameters.list
        self.body = body
    }

    private func with(_ change: (inout Benchmark) -> Void) -> Benchmark {
        var copy = self
        change(&copy)
        return copy
    }

    /// Adds tags, which filters select by.
    public func tags(_ tags: String...) -> Benchmark { self.tags(Set(tags)) }

    /// Adds tags, which filters select by.
    public func tags(_ tags: Set<String>) -> Benchmark { with { $0.tags.formUnion(tags) } }

    /// Measures each operation alone and reports percentiles instead of a time per iteration.
    public func latency() -> Benchmark { with { $0.kind = .latency } }

    /// Says how much one iteration processes.
    public func throughput(_ throughput: Throughput) -> Benchmark { with { $0.throughput = throughput } }

    /// Sets the longest that a round may last, set-up included; 30 seconds unless told otherwise.
    public func timeLimit(_ limit: Duration) -> Benchmark { with { $0.timeLimit = limit } }

    /// Declares a metric that the benchmark reports of itself with `reportMetric(_:as:)`.
    public func metric(_ unit: BenchmarkUnit, _ direction: Direction, _ kind: MetricKind = .statistical) -> Benchmark {
        with { $0.customMetrics.append(Metric(unit, direction, kind)) }
    }
}
