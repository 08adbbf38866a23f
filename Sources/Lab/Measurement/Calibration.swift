/// How many iterations make a sample.
struct Calibration {
    let iterations: Int
    /// About how long a sample takes, in seconds.
    let sampleSeconds: Double
    /// What was spent on finding out.
    let spentIterations: Int

    /// The length that a sample should have, in seconds: a share of the time there is, but long against the clock.
    static func wantedSampleSeconds(_ plan: MeasurementPlan) -> Double {
        max(
            plan.sampleSeconds / Double(MeasurementPlan.wantedSamples),
            MonotonicClock.costOfReading() * 1e-9 * MeasurementPlan.clockMultiple)
    }

    /// Doubles the iterations until a sample is long enough to tell the time of one, then scales.
    static func calibrate(
        _ sampler: Sampler, isolation: isolated (any Actor)? = #isolation
    ) async throws -> Calibration {
        let wanted = wantedSampleSeconds(sampler.plan)
        let limit = sampler.body.makesInputs ? MeasurementPlan.inputLimit : 1 << 40
        var iterations = 1
        var spent = 0
        while true {
            try await sampler.takeSample(iterations)
            spent += iterations
            let seconds = Double(sampler.stopwatch.window.wall) * 1e-9
            if seconds >= wanted / 4 || iterations >= limit {
                let scale = seconds > 0 ? wanted / seconds : 1
                let scaled = min(max(1, Int((Double(iterations) * scale).rounded())), limit)
                return Calibration(
                    iterations: scaled, sampleSeconds: seconds / Double(iterations) * Double(scaled),
                    spentIterations: spent)
            }
            iterations = min(iterations * 2, limit)
        }
    }
}
