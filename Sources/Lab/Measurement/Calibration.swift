/// How many iterations make a sample.
struct Calibration: Equatable {
    let iterations: Int
    /// About how long a sample takes, in seconds.
    let sampleSeconds: Double
    /// What was spent on finding out.
    let spentIterations: Int

    /// The length that a sample should have, in seconds: a share of the time there is, but long against the clock.
    static func wantedSampleSeconds(_ plan: MeasurementPlan) -> Double {
        max(
            plan.sampleSeconds / Double(max(plan.wantedSamples, 1)),
            MonotonicClock.costOfReading() * 1e-9 * MeasurementPlan.clockMultiple)
    }

    /// Takes samples until it is known how many iterations one should have.
    static func calibrate(
        _ sampler: Sampler, isolation: isolated (any Actor)? = #isolation
    ) async throws -> Calibration {
        var search = CalibrationSearch(
            wantedSeconds: wantedSampleSeconds(sampler.plan),
            limit: sampler.body.makesInputs ? MeasurementPlan.inputLimit : 1 << 40)
        while true {
            try await sampler.takeSample(search.iterations)
            if let calibration = search.record(seconds: Double(sampler.stopwatch.window.wall) * 1e-9) {
                return calibration
            }
        }
    }
}

/// Finds out how many iterations make a sample of a wanted length, from the times of the samples that it asks for.
///
/// The iterations are doubled until a sample is long enough to tell the time of one, and then scaled. Long enough has to
/// be seen twice in a row: the first calls of a body fill caches and make what is made once, and an interruption may fall
/// into any sample. One such would otherwise pass for the body's own time, and leave samples far too short.
struct CalibrationSearch {
    /// The iterations that the next sample is to have.
    private(set) var iterations = 1
    private let wantedSeconds: Double
    private let limit: Int
    private var spentIterations = 0
    private var earlierSeconds: Double?

    /// - Parameters:
    ///   - wantedSeconds: How long a sample should take.
    ///   - limit: The most iterations that a sample may have.
    init(wantedSeconds: Double, limit: Int) {
        self.wantedSeconds = wantedSeconds
        self.limit = limit
    }

    /// Takes note of how long a sample of `iterations` took.
    ///
    /// - Returns: The result, or nil where another sample is needed.
    mutating func record(seconds: Double) -> Calibration? {
        spentIterations += iterations
        let isLongEnough = seconds >= wantedSeconds / 4
        guard isLongEnough || iterations >= limit else {
            iterations = min(iterations * 2, limit)
            earlierSeconds = nil
            return nil
        }
        guard let earlierSeconds else {
            earlierSeconds = seconds
            return nil
        }
        let seconds = min(seconds, earlierSeconds)
        let scale = seconds > 0 ? wantedSeconds / seconds : 1
        let scaled = (Double(iterations) * scale).rounded()
        let count = scaled < Double(limit) ? max(1, Int(scaled)) : limit
        return Calibration(
            iterations: count, sampleSeconds: seconds / Double(iterations) * Double(count),
            spentIterations: spentIterations)
    }
}
