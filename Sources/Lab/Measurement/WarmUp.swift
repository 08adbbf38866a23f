/// Takes samples until their time is steady.
///
/// Steady means that the medians of two successive windows of samples differ by less than `tolerance`. A process has
/// caches, page tables and lazily made tables to fill at first; how long that takes depends on the body, which is why
/// a fixed number of iterations will not do.
struct WarmUp {
    /// The difference of two windows' medians, relative to the later, below which the time is steady.
    static let tolerance = 0.01

    /// How many samples make a window: fewer where samples are long, so that slow bodies get warm in time as well.
    static func windowSize(sampleSeconds: Double, limitSeconds: Double) -> Int {
        guard sampleSeconds > 0 else { return 8 }
        return Int(min(max(limitSeconds / sampleSeconds / 4, 2), 8))
    }

    static func run(
        _ sampler: Sampler, _ calibration: Calibration, isolation: isolated (any Actor)? = #isolation
    ) async throws -> RoundMeasurement.WarmUp {
        let limit = sampler.plan.warmUpLimitSeconds
        let size = windowSize(sampleSeconds: calibration.sampleSeconds, limitSeconds: limit)
        let start = MonotonicClock.now()
        var iterations = calibration.spentIterations
        var earlier: Double?
        while true {
            var times: [Double] = []
            for _ in 0..<size {
                try await sampler.takeSample(calibration.iterations)
                iterations += calibration.iterations
                times.append(Double(sampler.stopwatch.window.wall))
                let seconds = Double(MonotonicClock.now() - start) * 1e-9
                if seconds > limit {
                    return RoundMeasurement.WarmUp(isSteady: false, iterations: iterations, seconds: seconds)
                }
            }
            let median = times.sorted()[size / 2]
            if let earlier, abs(median - earlier) <= tolerance * median {
                let seconds = Double(MonotonicClock.now() - start) * 1e-9
                return RoundMeasurement.WarmUp(isSteady: true, iterations: iterations, seconds: seconds)
            }
            earlier = median
        }
    }
}
