/// What one round measured.
public struct RoundMeasurement: Sendable, Equatable {
    /// How a warm-up ended.
    public struct WarmUp: Sendable, Equatable {
        /// Whether the time had become steady; otherwise the limit ended the warm-up.
        public var isSteady: Bool
        public var iterations: Int
        public var seconds: Double
    }

    /// The values of one metric, one a sample (and one a round where samples make no sense).
    public struct Series: Sendable, Equatable {
        public var metric: Metric
        public var samples: [Double]
    }

    /// From the start of the worker to the first iteration of the body, in seconds.
    public var startUpSeconds: Double?
    public var iterationsPerSample: Int
    public var warmUp: WarmUp?
    public var series: [Series]
    /// The times of a latency benchmark, in nanoseconds.
    public var latencies: LatencyHistogram?
    /// What a reader of the results should know.
    public var notes: [String] = []

    public init(iterationsPerSample: Int, warmUp: WarmUp?, series: [Series]) {
        self.iterationsPerSample = iterationsPerSample
        self.warmUp = warmUp
        self.series = series
    }
}
