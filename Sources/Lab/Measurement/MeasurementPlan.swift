/// How one round is to measure.
public struct MeasurementPlan: Sendable, Equatable {
    /// What a round measures: the two never share a process, so that counting moves no time.
    public enum Pass: String, Sendable {
        /// Times and what the kernel accounts, with nothing attached.
        case time
        /// Allocations, under the preload library.
        case count
    }

    /// What to attach to the worker: nothing, or the counters of allocations.
    public var pass: Pass = .time
    /// The groups to measure; all unless told otherwise.
    public var metrics: Set<MetricGroup> = Set(MetricGroup.allCases)
    /// How long to take samples for, in seconds.
    public var sampleSeconds: Double = 0.2
    /// The longest that a warm-up may last, in seconds.
    public var warmUpLimitSeconds: Double = 0.1
    /// The half-width of the median's interval, relative to the median, at which sampling ends early; nil for never.
    public var precision: Double?
    /// What the inputs of the samples are made from.
    public var seed: UInt64 = 0

    /// Into how many samples the time is divided, where an iteration is short enough; 1 at least.
    public var wantedSamples = 100

    /// The plan of a timing round of 0.2 s.
    public init() {}

    /// A sample is at least this many times as long as reading the clock takes.
    static let clockMultiple = 1_000.0
    /// The most inputs that a sample makes beforehand.
    static let inputLimit = 4_096
    /// A round takes this many samples even where they exceed its time, but not past `overtime` times as much.
    static let leastSamples = 3
    static let overtime = 5.0
    /// How often a counting round calls the body before it counts, and while it counts.
    static let countingWarmUp = 4
    static let countedIterations = 16
    /// How often, where one iteration takes longer than `slowIterationSeconds`.
    static let countedSlowIterations = 2
    static let slowIterationSeconds = 0.25
}
