import Testing

@testable import Lab

@Suite("Comparing a whole run")
struct CompareAllTests {
    static func pairs(_ count: Int, rounds: Int, ratio: Double, random: inout SplitMix64) throws -> [PairedSample] {
        try (0..<count).map { index in
            try #require(
                PairedSample(
                    benchmark: "b\(index)", metric: .time,
                    base: random.lognormalSample(rounds, centre: 1e-3, deviation: 0.02),
                    head: random.lognormalSample(rounds, centre: 1e-3 * ratio, deviation: 0.02)))
        }
    }

    @Test("without a change fewer than 1 % of comparisons raise an alarm, each alone or all together")
    func falseAlarms() throws {
        var random = SplitMix64(seed: 42)
        let samples = try Self.pairs(2_000, rounds: 10, ratio: 1, random: &random)
        let together = Comparison.compare(samples)
        let alone = samples.map { Comparison($0) }
        for comparisons in [together, alone] {
            let alarms = comparisons.filter { $0.verdict == .regressed || $0.verdict == .improved }.count
            #expect(alarms < 20)
        }
        // Nor is that bought by deciding nothing: most are shown to be equivalent.
        #expect(together.filter { $0.verdict == .equivalent }.count > 1_900)
    }

    @Test("under ten times the noise there are still no false alarms")
    func falseAlarmsUnderNoise() throws {
        var random = SplitMix64(seed: 43)
        let samples = try (0..<1_000).map { _ in
            try #require(
                PairedSample(
                    benchmark: "b", metric: .time,
                    base: random.lognormalSample(10, centre: 1, deviation: 0.2),
                    head: random.lognormalSample(10, centre: 1, deviation: 0.2)))
        }
        let alarms = Comparison.compare(samples).filter { $0.verdict == .regressed || $0.verdict == .improved }
        #expect(alarms.count < 10)
    }

    @Test("a slowdown by 10 % is found in at least 95 % of cases, among many unchanged benchmarks")
    func power() throws {
        var random = SplitMix64(seed: 44)
        let slower = try Self.pairs(500, rounds: 10, ratio: 1.1, random: &random)
        let same = try Self.pairs(500, rounds: 10, ratio: 1, random: &random)
        let found = Comparison.compare(slower + same).prefix(500).filter { $0.verdict == .regressed }
        #expect(found.count >= 475)
        let alone = slower.map { Comparison($0) }.filter { $0.verdict == .regressed }
        #expect(alone.count >= 475)
    }

    @Test("a speed-up by 10 % is found as often")
    func improvements() throws {
        var random = SplitMix64(seed: 45)
        let faster = try Self.pairs(400, rounds: 10, ratio: 1 / 1.1, random: &random)
        #expect(Comparison.compare(faster).filter { $0.verdict == .improved }.count >= 380)
    }

    @Test("p-values are corrected over the tests that were made, and only over those")
    func correction() throws {
        let samples = [
            PairedSample(benchmark: "slow", metric: .time, base: spread(around: 1), head: spread(around: 1.2)),
            PairedSample(benchmark: "count", metric: .allocations, base: [1, 1], head: [1, 1]),
            PairedSample(
                benchmark: "unlike", metric: .time, base: spread(around: 1), head: spread(around: 1.2),
                obstacles: ["CPU: A against B"]),
            PairedSample(benchmark: "same", metric: .time, base: spread(around: 1), head: spread(around: 1)),
        ].compactMap { $0 }
        let comparisons = Comparison.compare(samples)
        #expect(comparisons.map(\.benchmark) == ["slow", "count", "unlike", "same"])
        // 2 / C(20, 10) is the smallest p-value of 10 against 10; two tests were made.
        let smallest = 2.0 / 184_756
        #expect(agree(comparisons[0].p, smallest, within: 1e-12))
        #expect(agree(comparisons[0].adjustedP, 2 * smallest, within: 1e-12))
        #expect(comparisons[1].adjustedP == nil)
        #expect(comparisons[2].adjustedP == nil)
        #expect(comparisons[3].p == 1)
        #expect(comparisons.map(\.verdict) == [.regressed, .equivalent, .unresolved, .equivalent])
    }

    @Test("one difference among many tests needs a smaller p-value, and the reason says so")
    func lostToCorrection() throws {
        // Four rounds a side cannot give less than p = 0.029: enough alone, not among many.
        let one = try #require(
            PairedSample(
                benchmark: "b", metric: .time, base: spread(around: 1, count: 4), head: spread(around: 1.5, count: 4)))
        let same = try #require(
            PairedSample(
                benchmark: "c", metric: .time, base: spread(around: 1, count: 4), head: spread(around: 1, count: 4)))
        #expect(Comparison(one).verdict == .regressed)
        let comparison = Comparison.compare([one] + Array(repeating: same, count: 9))[0]
        #expect(comparison.verdict == .unresolved)
        let reason = try #require(comparison.reasons.first)
        #expect(reason.description.hasSuffix("p = 0.286 (corrected for 10 tests) is not below 0.05"))
        #expect(!reason.preventsComparison)
    }

    @Test("the result is the same however often, and as for each pair alone but for the correction")
    func deterministic() throws {
        var random = SplitMix64(seed: 46)
        let samples = try Self.pairs(700, rounds: 6, ratio: 1.05, random: &random)
        let first = Comparison.compare(samples)
        #expect(Comparison.compare(samples) == first)
        for (sample, comparison) in zip(samples, first) {
            let alone = Comparison(sample)
            #expect(alone.p == comparison.p)
            #expect(alone.interval == comparison.interval)
            #expect(alone.base == comparison.base && alone.head == comparison.head)
        }
    }

    @Test("no pairs make no comparisons")
    func empty() { #expect(Comparison.compare([]).isEmpty) }
}
