import Testing

@testable import Lab

@Suite("Calibration")
struct CalibrationTests {
    /// Feeds a search with the times of a body.
    ///
    /// - Parameters:
    ///   - seconds: How long a sample of so many iterations takes, being so many samples behind the first.
    /// - Returns: What was found, and the samples that it took.
    private func calibrate(
        wanted: Double = 2e-3, limit: Int = 1 << 40, _ seconds: (_ iterations: Int, _ sample: Int) -> Double
    ) throws -> (found: Calibration, samples: [Int]) {
        var search = CalibrationSearch(wantedSeconds: wanted, limit: limit)
        var samples: [Int] = []
        while samples.count < 200 {
            let iterations = search.iterations
            samples.append(iterations)
            if let found = search.record(seconds: seconds(iterations, samples.count - 1)) { return (found, samples) }
        }
        return try #require(nil, "the search does not end")
    }

    @Test("a body of constant cost gets samples of the wanted length", arguments: [1e-10, 1e-9, 3.3e-8, 7e-6, 1.1e-3])
    func constantCost(cost: Double) throws {
        let (found, samples) = try calibrate { iterations, _ in Double(iterations) * cost }
        #expect(abs(Double(found.iterations) * cost - 2e-3) <= cost / 2 + 1e-12)
        #expect(abs(found.sampleSeconds - 2e-3) <= cost / 2 + 1e-12)
        #expect(found.spentIterations == samples.reduce(0, +))
    }

    @Test("a body that is longer than a sample should be is called once a sample", arguments: [2e-3, 0.1, 60])
    func slowBody(cost: Double) throws {
        let (found, samples) = try calibrate { iterations, _ in Double(iterations) * cost }
        #expect(found.iterations == 1)
        #expect(found.sampleSeconds == cost)
        #expect(samples == [1, 1])
    }

    @Test("a slow first call does not pass for the body's own time")
    func coldStart() throws {
        let (found, _) = try calibrate { iterations, sample in Double(iterations) * 50e-9 + (sample == 0 ? 0.1 : 0) }
        #expect(abs(Double(found.iterations) * 50e-9 - 2e-3) < 1e-6)
    }

    @Test("an interruption of any one sample does not either", arguments: 0..<20)
    func interruption(interrupted: Int) throws {
        let (found, _) = try calibrate { iterations, sample in
            Double(iterations) * 50e-9 + (sample == interrupted ? 0.02 : 0)
        }
        // Long enough by itself may follow an interruption: then the scale is that of a shorter sample.
        #expect(abs(Double(found.iterations) * 50e-9 - 2e-3) < 0.02 * 2e-3)
    }

    @Test("inputs of every iteration bound a sample", arguments: [1, 7, 4_096])
    func limit(limit: Int) throws {
        let (found, samples) = try calibrate(limit: limit) { iterations, _ in Double(iterations) * 1e-9 }
        #expect(found.iterations == limit)
        #expect(samples.allSatisfy { $0 <= limit })
    }

    @Test("a body that takes no time at all ends at the limit")
    func noTime() throws {
        let (found, _) = try calibrate { _, _ in 0 }
        #expect(found.iterations == 1 << 40)
        #expect(found.sampleSeconds == 0)
    }

    @Test("whatever the times are, the search ends with one iteration at least")
    func anyTimes() throws {
        var random = Lab.SplitMix64(seed: 3)
        for _ in 0..<500 {
            let wanted = Double.random(in: 1e-6...1, using: &random)
            let limit = Int.random(in: 1...100_000, using: &random)
            var times = random
            let (found, samples) = try calibrate(wanted: wanted, limit: limit) { iterations, _ in
                // From nothing to a hundred times the wanted length, over many orders of magnitude.
                let scale = Double.random(in: 0...1, using: &times)
                return scale * scale * scale * 1e-3 * Double(iterations)
            }
            #expect((1...limit).contains(found.iterations))
            #expect(found.sampleSeconds.isFinite && found.sampleSeconds >= 0)
            #expect(found.spentIterations == samples.reduce(0, +))
            random = times
        }
    }

    @Test("a sample is a hundredth of the time there is, and at least a thousand readings of the clock")
    func wantedLength() {
        var plan = MeasurementPlan()
        plan.sampleSeconds = 100
        #expect(Calibration.wantedSampleSeconds(plan) == 1)
        plan.sampleSeconds = 0
        #expect(Calibration.wantedSampleSeconds(plan) > 0)
    }
}
