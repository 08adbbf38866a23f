/// The first line of a run file: what was asked for, of what, where.
public struct RunHeader: Sendable, Equatable {
    /// The version of the format that this library writes and reads.
    public static let schema = 1
    /// The most rounds of a benchmark. A run that goes on from a file lists all of its rounds.
    static let roundLimit = 100_000

    /// A benchmark of the run.
    public struct BenchmarkEntry: Sendable, Equatable {
        /// The full name.
        public var name: String
        /// How samples were taken.
        public var kind: Benchmark.Kind
        /// What filters select by.
        public var tags: [String]
        /// How much one iteration processes; nil where nothing was said of it.
        public var throughput: Throughput?

        /// A benchmark as it was declared, under its full name.
        public init(name: String, kind: Benchmark.Kind, tags: [String], throughput: Throughput?) {
            self.name = name
            self.kind = kind
            self.tags = tags
            self.throughput = throughput
        }
    }

    /// When the run was started, in UTC, as ISO 8601.
    public var started: String
    /// The machine and the build.
    public var environment: RunEnvironment
    /// The revision of the working tree that was measured, with `+` behind it where files were changed; nil outside one.
    public var revision: String?
    /// The seed of the order of rounds and of the inputs.
    public var seed: UInt64
    /// Rounds a benchmark, in each pass.
    public var timeRounds: Int
    /// Counting rounds a benchmark; 0 where nothing was counted.
    public var countRounds: Int
    /// Rounds of all benchmarks in all passes.
    public var plannedRounds: Int { benchmarks.count * (timeRounds + countRounds) }
    /// Seconds of sampling a round.
    public var sampleSeconds: Double
    /// The relative half-width of the median's interval at which sampling ended early; nil for never.
    public var precision: Double?
    /// What was asked for by `--metrics`.
    public var metricGroups: [MetricGroup]
    /// Those that were selected, in the order of their declaration.
    public var benchmarks: [BenchmarkEntry]
    /// Every metric that a round may have.
    public var metrics: [Metric]
    /// Why a stored baseline was saved; nil for a run that is none.
    public var reason: String?

    /// The header of a run that is no baseline.
    public init(
        started: String, environment: RunEnvironment, revision: String?, seed: UInt64, timeRounds: Int,
        countRounds: Int, sampleSeconds: Double, precision: Double?, metricGroups: [MetricGroup],
        benchmarks: [BenchmarkEntry], metrics: [Metric]
    ) {
        self.started = started
        self.environment = environment
        self.revision = revision
        self.seed = seed
        self.timeRounds = timeRounds
        self.countRounds = countRounds
        self.sampleSeconds = sampleSeconds
        self.precision = precision
        self.metricGroups = metricGroups
        self.benchmarks = benchmarks
        self.metrics = metrics
    }
}

extension RunHeader {
    /// Checks what a program may get wrong: a reader would not take a file that starts with such a header.
    ///
    /// - Throws: `FieldError`.
    func validate() throws(FieldError) {
        if benchmarks.isEmpty { throw FieldError(field: "benchmarks", problem: "is empty") }
        if let name = Self.firstRepeated(benchmarks.map(\.name)) {
            throw FieldError(field: "benchmarks", problem: "has '\(name)' twice: give one another name or parameters")
        }
        if let unit = Self.firstRepeated(metrics.map(\.unit.name)) {
            throw FieldError(
                field: "metrics",
                problem: "has '\(unit)' twice: a benchmark declares it, and so does another or the laboratory itself; "
                    + "give its metric a unit of its own")
        }
    }

    private static func firstRepeated(_ names: [String]) -> String? {
        var seen: Set<String> = []
        return names.first { !seen.insert($0).inserted }
    }
}
