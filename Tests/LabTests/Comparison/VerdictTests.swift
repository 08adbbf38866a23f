import Testing

@testable import Lab

@Suite("Verdicts on statistical metrics")
struct VerdictTests {
    @Test(
        "the interval against the threshold, and p against alpha, make the verdict",
        arguments: [
            // At 5 % what is too small to matter runs from −4.76 % to +5 %.
            (0.051, 0.09, 0.01, Verdict.regressed), (0.051, .infinity, 0.01, .regressed),
            (.infinity, .infinity, 0.01, .regressed), (-0.09, -0.048, 0.01, .improved),
            (-.infinity, -.infinity, 0.01, .improved), (-0.0475, 0.05, 0.9, .equivalent), (0, 0, 1, .equivalent),
            (0.01, 0.049, 0.0001, .equivalent), (-0.012, 0.079, 0.2, .unresolved), (0.02, 0.08, 0.0001, .unresolved),
            (0.05, 0.08, 0.0001, .unresolved), (-0.08, -0.02, 0.0001, .unresolved), (-0.049, 0, 0.9, .unresolved),
            (0.06, 0.09, 0.05, .unresolved), (0.06, 0.09, 0.2, .unresolved), (-0.2, -0.1, 0.06, .unresolved),
            (-.infinity, .infinity, 0.001, .unresolved), (0, .infinity, 0.001, .unresolved),
        ])
    func table(low: Double, high: Double, p: Double, expected: Verdict) {
        let interval = ChangeInterval(low: low, high: high, confidence: 0.95)
        let options = ComparisonOptions()
        let (verdict, reason) = Verdict.statistical(
            interval, adjustedP: p, tests: 1, direction: .lowerIsBetter, options: options)
        #expect(verdict == expected)
        #expect((reason != nil) == (expected == .unresolved))
        // The same rise of a rate means the opposite.
        let turned = Verdict.statistical(
            interval, adjustedP: p, tests: 1, direction: .higherIsBetter, options: options
        ).0
        let opposites: [Verdict: Verdict] = [.regressed: .improved, .improved: .regressed]
        #expect(turned == opposites[expected] ?? expected)
    }

    @Test("without a test no difference is shown, though equivalence can be")
    func withoutTest() {
        let options = ComparisonOptions()
        func verdict(_ low: Double, _ high: Double) -> Verdict {
            Verdict.statistical(
                ChangeInterval(low: low, high: high, confidence: 0.95), adjustedP: nil, tests: 0,
                direction: .lowerIsBetter, options: options
            ).0
        }
        #expect(verdict(0.1, 0.2) == .unresolved)
        #expect(verdict(-0.01, 0.02) == .equivalent)
    }

    @Test("a time and the rate that is its inverse get the same verdict")
    func inverseAgrees() throws {
        for percent in -20...20 {
            let base = spread(around: 2e-3, by: 0.02)
            let head = spread(around: 2e-3 * (1 + Double(percent) / 100), by: 0.02)
            let time = try compared(.time, base, head)
            let rate = try compared(.rate, base.map { 1 / $0 }, head.map { 1 / $0 })
            #expect(time.verdict == rate.verdict, "\(percent) %")
        }
    }

    @Test("base and head exchanged turn a regression into an improvement and leave the rest")
    func exchanged() throws {
        for percent in -20...20 {
            let base = spread(around: 7, by: 0.02)
            let head = spread(around: 7 * (1 + Double(percent) / 100), by: 0.02)
            let there = try compared(.time, base, head).verdict
            let back = try compared(.time, head, base).verdict
            switch there {
            case .regressed: #expect(back == .improved)
            case .improved: #expect(back == .regressed)
            case .equivalent, .unresolved: #expect(back == there)
            }
        }
    }

    @Test("clear cases get their verdict from the samples")
    func fromSamples() throws {
        let base = spread(around: 1e-6)
        #expect(try compared(.time, base, spread(around: 1.1e-6)).verdict == .regressed)
        #expect(try compared(.time, base, spread(around: 0.9e-6)).verdict == .improved)
        #expect(try compared(.time, base, spread(around: 1.01e-6)).verdict == .equivalent)
        #expect(try compared(.time, base, base).verdict == .equivalent)
        let wide = try compared(.time, spread(around: 1e-6, by: 0.2), spread(around: 1.03e-6, by: 0.2))
        #expect(wide.verdict == .unresolved)
        #expect(wide.reasons.count == 1)
    }

    @Test("change, interval and p are those of the samples")
    func figures() throws {
        let base: [Double] = [10, 11, 12, 13, 14, 15]
        let head: [Double] = [20, 22, 24, 26, 28, 30]
        let comparison = try compared(.time, base, head)
        #expect(comparison.change == 1)
        #expect(agree(comparison.p, 2.0 / 924, within: 1e-14))
        #expect(comparison.adjustedP == comparison.p)
        #expect(comparison.method == .exact)
        // 2·P(U < 6) = 2·20/924 ≤ 0.05 < 2·P(U < 7): the sixth smallest and largest of the 36 ratios.
        let ratios = base.flatMap { b in head.map { $0 / b } }.sorted()
        #expect(comparison.interval.low == ratios[5] - 1)
        #expect(comparison.interval.high == ratios[30] - 1)
        #expect(comparison.warnings.isEmpty)
    }

    @Test("too few rounds are unresolved, and the reason says how many are needed")
    func tooFewRounds() throws {
        let comparison = try compared(.time, [1, 1.01, 1.02], [2, 2.01, 2.02])
        #expect(comparison.verdict == .unresolved)
        #expect(comparison.reasons == [.tooFewRounds(base: 3, head: 3, needed: 4, confidence: 0.95)])
        #expect(
            comparison.reasons.first?.description
                == "4 or more rounds a side needed for an interval at confidence 0.95; base has 3, head 3")
        #expect(comparison.interval == .unbounded)
        #expect(comparison.change.map { abs($0 - (2.01 / 1.01 - 1)) < 1e-15 } == true)
        // Equal values prove as little.
        #expect(try compared(.time, [1, 1], [1, 1]).verdict == .unresolved)
        #expect(try compared(.time, [1], [2]).verdict == .unresolved)
        // Four are enough.
        #expect(try compared(.time, [1, 1.01, 1.02, 1.03], [2, 2.01, 2.02, 2.03]).verdict == .regressed)
        let certain = try compared(.time, spread(around: 1), spread(around: 2), options: .init(confidence: 1))
        #expect(certain.reasons.first?.description.hasPrefix("more than 50 rounds a side needed") == true)
        #expect(certain.verdict == .unresolved)
    }

    @Test("warnings are worded as benchstat words them")
    func warnings() throws {
        let comparison = try compared(.time, [1, 2, 3], [1, 2, 3])
        #expect(
            comparison.warnings.map(\.description) == [
                "need >= 6 samples for confidence interval at level 0.95",
                "need >= 6 samples for confidence interval at level 0.95",
                "need >= 4 samples to detect a difference at alpha level 0.05",
            ])
        #expect(try compared(.time, [1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]).warnings == [.allEqual])
        let sure = try compared(.time, [1], [2], options: .init(alpha: 0, confidence: 1))
        #expect(
            sure.warnings.map(\.description).suffix(2) == [
                "need > 50 samples for confidence interval at level 1",
                "need > 50 samples to detect a difference at alpha level 0",
            ])
        let large = try compared(.time, spread(around: 1, count: 150), spread(around: 1, count: 150))
        #expect(large.warnings == [.approximated])
        #expect(large.method == .normalApproximation)
    }

    @Test("what the caller declares incomparable is unresolved for those reasons, and no test is made")
    func incomparable() throws {
        let obstacles = ["CPU: A against B", "kernel: 6.1 against 6.8"]
        let comparison = try compared(.time, spread(around: 1), spread(around: 2), obstacles: obstacles)
        #expect(comparison.verdict == .unresolved)
        #expect(comparison.reasons == obstacles.map { .incomparable($0) })
        #expect(comparison.p == nil && comparison.adjustedP == nil && comparison.method == nil)
        #expect(comparison.change != nil)
    }

    @Test("values of zero fall back on differences, relative to the median of base")
    func zeros() throws {
        // Nothing but zeros on both sides.
        let zeros = [Double](repeating: 0, count: 6)
        let none = try compared(.time, zeros, zeros)
        #expect(none.verdict == .equivalent)
        #expect(none.change == 0)
        #expect((none.interval.low, none.interval.high) == (0, 0))
        // From nothing to something is an infinite rise.
        let some = try compared(.time, zeros, [1, 2, 2, 3, 3, 4])
        #expect(some.verdict == .regressed)
        #expect(some.change == nil)
        #expect((some.interval.low, some.interval.high) == (.infinity, .infinity))
        // And back it is a fall of 100 %.
        let gone = try compared(.time, [1, 2, 2, 3, 3, 4], zeros)
        #expect(gone.verdict == .improved)
        #expect(gone.change == -1)
        // Mostly zeros: not to be told apart.
        #expect(try compared(.time, [0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 1]).verdict != .regressed)
        // A zero among positive values.
        let mixed = try compared(.time, [0, 10, 10, 11, 11, 12], [20, 20, 21, 21, 22, 24])
        #expect(mixed.verdict == .regressed)
        #expect(mixed.interval.low > 0.5 && mixed.interval.high < 2)
        #expect(try compared(.rate, zeros, [1, 2, 2, 3, 3, 4]).verdict == .improved)
    }

    @Test("a negative median of base leaves the change without meaning")
    func negative() throws {
        let comparison = try compared(.time, spread(around: -1), spread(around: -2))
        #expect(comparison.verdict == .unresolved)
        #expect(comparison.reasons == [.negativeBase(comparison.base.centre)])
        #expect(comparison.change.map { abs($0 - 1) < 1e-12 } == true)
    }

    @Test(
        "values that are not finite are unresolved and do not crash",
        arguments: [Double.nan, .infinity, -.infinity], [Metric.time, .rate, .allocations])
    func notFinite(value: Double, metric: Metric) throws {
        let clean = spread(around: 1)
        #expect(try compared(metric, clean + [value], clean).reasons == [.notFinite(side: .base)])
        #expect(try compared(metric, clean, [value]).reasons == [.notFinite(side: .head)])
        let both = try compared(metric, [value, value], [value, .nan])
        #expect(both.reasons == [.notFinite(side: .base), .notFinite(side: .head)])
        #expect(both.verdict == .unresolved)
    }

    @Test("values at the ends of what a double holds do not crash")
    func extremes() throws {
        let tiny = [Double](repeating: .leastNonzeroMagnitude, count: 5)
        let huge = [Double](repeating: .greatestFiniteMagnitude, count: 5)
        #expect(try compared(.time, tiny, huge).verdict == .regressed)
        #expect(try compared(.time, huge, tiny).verdict == .improved)
        #expect(try compared(.time, huge.map { -$0 }, huge).verdict == .unresolved)
        #expect(try compared(.time, [-1] + huge, huge + [-1]).base.count == 6)
    }

    @Test(
        "options that make no sense decide nothing wrongly and do not crash",
        arguments: [-1, 0, 1, 2, Double.nan, .infinity])
    func oddOptions(value: Double) throws {
        for options in [
            ComparisonOptions(alpha: value), ComparisonOptions(confidence: value), ComparisonOptions(threshold: value),
        ] {
            let same = try compared(.time, spread(around: 1), spread(around: 1), options: options)
            #expect(same.verdict != .regressed && same.verdict != .improved)
            _ = try compared(.allocations, [1, 2], [3, 4], options: options)
        }
    }

    @Test("a pair needs values on both sides")
    func emptySide() {
        #expect(PairedSample(benchmark: "b", metric: .time, base: [], head: [1]) == nil)
        #expect(PairedSample(benchmark: "b", metric: .time, base: [1], head: []) == nil)
    }
}
