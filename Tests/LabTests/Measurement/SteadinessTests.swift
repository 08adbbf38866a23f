import Testing

@testable import Lab

@Suite("Warm-up")
struct SteadinessTests {
    /// Feeds the test with times that last as long as they say, until it decides.
    ///
    /// - Returns: The decision, and how many samples it took.
    private func decide(
        windowSize: Int = 4, limit: Double = 1e6, _ time: (_ sample: Int) -> Double
    ) -> (SteadinessTest.Decision, samples: Int) {
        var test = SteadinessTest(windowSize: windowSize, limitSeconds: limit)
        var spent = 0.0
        for sample in 0..<100_000 {
            spent += time(sample)
            let decision = test.record(sample: time(sample), secondsSpent: spent)
            if decision != .goOn { return (decision, sample + 1) }
        }
        return (.goOn, 100_000)
    }

    @Test("constant times are steady after two windows", arguments: [2, 4, 8])
    func constant(windowSize: Int) {
        #expect(decide(windowSize: windowSize) { _ in 1 } == (.steady, 2 * windowSize))
    }

    @Test("times that fall to a level are steady once they have reached it")
    func falling() {
        // 100 % above the level at first, 1 % after 44 samples.
        let (decision, samples) = decide(windowSize: 8) { 1 + pow(0.9, $0) }
        #expect(decision == .steady)
        #expect((40...64).contains(samples))
        #expect(decide(windowSize: 8) { $0 < 40 ? 2.0 + 0.1 * Double($0) : 1 } == (.steady, 56))
    }

    @Test("times that go on changing are ended by the limit, at the sample that exceeds it")
    func changing() {
        #expect(decide(limit: 50) { $0 % 8 < 4 ? 1 : 2 } == (.limitReached, 35))
        #expect(decide(limit: 1_000) { pow(1.02, $0) }.0 == .limitReached)
    }

    @Test("one sample beyond the limit is enough to end")
    func atOnce() {
        #expect(decide(limit: 0) { _ in 1 } == (.limitReached, 1))
        #expect(decide(limit: 5) { _ in 100 } == (.limitReached, 1))
    }

    @Test("an interruption in every window does not matter")
    func interruptions() {
        #expect(decide { $0 % 4 == 1 ? 50 : 1 } == (.steady, 8))
    }

    @Test("between full windows a difference of up to one percent is steady, more is not")
    func tolerance() {
        #expect(decide(windowSize: 8) { $0 < 8 ? 100.9 : 100 } == (.steady, 16))
        #expect(decide(windowSize: 8) { $0 < 8 ? 101.1 : 100 } == (.steady, 24))
        #expect(decide(windowSize: 8) { _ in 0 } == (.steady, 16))
    }

    @Test(
        "a window is shorter where samples are long",
        arguments: [(0.001, 0.1, 8), (0.004, 0.1, 6), (0.01, 0.1, 2), (5, 0.1, 2), (0, 0.1, 8), (0.001, 0, 2)])
    func windowSize(sample: Double, limit: Double, expected: Int) {
        #expect(SteadinessTest.windowSize(sampleSeconds: sample, limitSeconds: limit) == expected)
    }

    private func pow(_ base: Double, _ exponent: Int) -> Double {
        (0..<exponent).reduce(1) { value, _ in value * base }
    }
}
