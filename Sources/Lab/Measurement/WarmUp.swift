/// Takes samples until their time is steady.
///
/// A process has caches, page tables and lazily made tables to fill at first; how long that takes depends on the body,
/// which is why a fixed number of iterations will not do.
enum WarmUp {
    static func run(
        _ sampler: Sampler, _ calibration: Calibration, isolation: isolated (any Actor)? = #isolation
    ) async throws -> RoundMeasurement.WarmUp {
        let limit = sampler.plan.warmUpLimitSeconds
        let windowSize = SteadinessTest.windowSize(sampleSeconds: calibration.sampleSeconds, limitSeconds: limit)
        // Two windows at least, or there is nothing to compare; but not where that would be many times the limit.
        let leastSeconds = min(2.5 * Double(windowSize) * calibration.sampleSeconds, MeasurementPlan.overtime * limit)
        var test = SteadinessTest(windowSize: windowSize, limitSeconds: max(limit, leastSeconds))
        let start = MonotonicClock.now()
        var iterations = calibration.spentIterations
        while true {
            try await sampler.takeSample(calibration.iterations)
            iterations += calibration.iterations
            let seconds = Double(MonotonicClock.now() - start) * 1e-9
            switch test.record(sample: Double(sampler.stopwatch.window.wall), secondsSpent: seconds) {
            case .goOn: continue
            case .steady: return .init(isSteady: true, iterations: iterations, seconds: seconds)
            case .limitReached: return .init(isSteady: false, iterations: iterations, seconds: seconds)
            }
        }
    }
}

/// Tells from the times of successive samples when they have become steady.
///
/// Steady means that the medians of two successive windows of samples differ by less than `tolerance`.
struct SteadinessTest {
    enum Decision: Equatable {
        case goOn
        case steady
        case limitReached
    }

    /// The difference of two medians of windows of `fullWindow` samples, relative to the later, below which the time is
    /// steady. Medians of fewer samples scatter more, by the square root of their number, and are allowed to.
    static let tolerance = 0.01
    static let fullWindow = 8

    private let windowSize: Int
    private let limitSeconds: Double
    private var window: [Double] = []
    private var earlierMedian: Double?

    /// - Parameter limitSeconds: The longest that a warm-up may last.
    init(windowSize: Int, limitSeconds: Double) {
        self.windowSize = windowSize
        self.limitSeconds = limitSeconds
    }

    /// How many samples make a window: fewer where samples are long, so that slow bodies get warm in time as well.
    static func windowSize(sampleSeconds: Double, limitSeconds: Double) -> Int {
        guard sampleSeconds > 0 else { return fullWindow }
        return Int(min(max(limitSeconds / sampleSeconds / 4, 2), Double(fullWindow)))
    }

    /// Takes note of the time of a sample, in any unit, and of how long the warm-up has lasted.
    mutating func record(sample: Double, secondsSpent: Double) -> Decision {
        window.append(sample)
        if secondsSpent > limitSeconds { return .limitReached }
        if window.count < windowSize { return .goOn }
        let median = window.sorted()[windowSize / 2]
        window = []
        defer { earlierMedian = median }
        guard let earlierMedian else { return .goOn }
        let tolerance = Self.tolerance * (Double(Self.fullWindow) / Double(windowSize)).squareRoot()
        return abs(median - earlierMedian) <= tolerance * median ? .steady : .goOn
    }
}
