extension Metric {
    static let wallTime = Metric(.wallTime)
    static let cpuTime = Metric(.cpuTime)
    static let userTime = Metric(.userTime)
    static let systemTime = Metric(.systemTime)
    static let minorFaults = Metric("minor-faults/op")
    static let majorFaults = Metric("major-faults/op")
    static let voluntarySwitches = Metric("voluntary-switches/op")
    static let involuntarySwitches = Metric("involuntary-switches/op")
    /// From the start of the worker to the first call of the body, the benchmark's set-up included.
    static let startUp = Metric("start-up-sec")
    package static let peakMemory = Metric("peak-RSS-bytes")
    static let allocations = Metric(.allocations, .lowerIsBetter, .exact)
    static let allocatedBytes = Metric(.allocatedBytes, .lowerIsBetter, .exact)

    /// The percentiles that a latency benchmark reports, with the share of operations that each is above.
    package static let latencies: [(metric: Metric, quantile: Double)] = [
        (Metric("p50-sec/op"), 0.5), (Metric("p90-sec/op"), 0.9), (Metric("p99-sec/op"), 0.99),
        (Metric("p99.9-sec/op"), 0.999), (Metric("max-sec/op"), 1),
    ]
}

extension Metric {
    /// The metrics that a benchmark's results are shown and judged by, unless asked for others.
    ///
    /// The rest is recorded for diagnosis: a count of context switches tells why a time moved, and is no reason to
    /// turn a change down.
    public static let primaryUnits: Set<BenchmarkUnit> = [
        .wallTime, .allocations, .allocatedBytes, "p50-sec/op", "p99-sec/op",
    ]

    /// Whether the lab records the metric to explain others. What a benchmark reports of itself never is.
    public var isDiagnostic: Bool { isMeasuredByTheLab && !Self.primaryUnits.contains(unit) }
}

extension Metric {
    /// Every metric that the lab itself measures, in the order in which results show them.
    public static let measuredByTheLab: [Metric] =
        [wallTime] + latencies.map(\.metric) + [
            cpuTime, userTime, systemTime, minorFaults, majorFaults, voluntarySwitches, involuntarySwitches, peakMemory,
            allocations, allocatedBytes, startUp,
        ] + HardwareCounters.metrics

    private static let unitsMeasuredByTheLab = Set(measuredByTheLab.map(\.unit))

    /// Whether the lab measures the metric, rather than a benchmark of itself. Such values are never negative.
    public var isMeasuredByTheLab: Bool { Self.unitsMeasuredByTheLab.contains(unit) }
}
