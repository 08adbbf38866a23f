extension Sampler {
    /// Calls the body a fixed number of times and counts what each call allocates.
    ///
    /// Nothing here depends on time (but for bodies that take seconds), and the inputs come from a fixed seed, so that
    /// a body which does the same work has the same counts in every round, in the base and in the head.
    func count(isolation: isolated (any Actor)? = #isolation) async throws -> RoundMeasurement {
        let start = MonotonicClock.now()
        try await takeSample(1)
        let isSlow = Double(MonotonicClock.now() - start) * 1e-9 > MeasurementPlan.slowIterationSeconds
        if !isSlow {
            for _ in 1..<MeasurementPlan.countingWarmUp { try await takeSample(1) }
        }
        var allocations: [Double] = []
        var bytes: [Double] = []
        for _ in 0..<(isSlow ? MeasurementPlan.countedSlowIterations : MeasurementPlan.countedIterations) {
            try await takeSample(1)
            allocations.append(Double(stopwatch.window.allocations))
            bytes.append(Double(stopwatch.window.allocatedBytes))
        }
        return RoundMeasurement(
            iterationsPerSample: 1, warmUp: nil,
            series: [
                .init(metric: .allocations, samples: allocations), .init(metric: .allocatedBytes, samples: bytes),
            ])
    }
}
