/// What one round measured.
public struct RoundMeasurement: Sendable, Equatable {
    /// How a warm-up ended.
    public struct WarmUp: Sendable, Equatable {
        /// Whether the time had become steady; otherwise the limit ended the warm-up.
        public var isSteady: Bool
        /// Iterations of the body, those of the calibration included.
        public var iterations: Int
        /// Wall-clock seconds, from the end of the calibration.
        public var seconds: Double
    }

    /// The values of one metric, one a sample (and one a round where samples make no sense).
    public struct Series: Sendable, Equatable {
        /// What the samples are of, and their unit.
        public var metric: Metric
        /// In base units, in the order in which they were taken.
        public var samples: [Double]
    }

    /// From the start of the worker to the first iteration of the body, in seconds.
    public var startUpSeconds: Double?
    /// How many iterations the time of a sample is the mean of; 1 at least.
    public var iterationsPerSample: Int
    /// How the warm-up ended; nil where there was none, as in a counting round.
    public var warmUp: WarmUp?
    /// One a metric that was measured.
    public var series: [Series]
    /// The times of a latency benchmark, in nanoseconds.
    public var latencies: LatencyHistogram?
    /// What a reader of the results should know.
    public var notes: [String] = []

    /// A measurement without start-up time, histogram or notes, which are added where there are any.
    public init(iterationsPerSample: Int, warmUp: WarmUp?, series: [Series]) {
        self.iterationsPerSample = iterationsPerSample
        self.warmUp = warmUp
        self.series = series
    }
}
