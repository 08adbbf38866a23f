import Testing

@testable import Lab

@Suite("Verdicts on exact metrics")
struct ExactMetricTests {
    @Test("values that repeat are decided by equality, however small the difference")
    func repeating() throws {
        #expect(try compared(.allocations, [100, 100], [101, 101]).verdict == .regressed)
        #expect(try compared(.allocations, [1e9], [1e9 + 1]).verdict == .regressed)
        #expect(try compared(.allocations, [100, 100], [99, 99, 99]).verdict == .improved)
        #expect(try compared(.allocations, [100, 100], [100, 100]).verdict == .equivalent)
        #expect(try compared(.hits, [100, 100], [101, 101]).verdict == .improved)
        #expect(try compared(.hits, [100, 100], [99, 99]).verdict == .regressed)
    }

    @Test("no p-value is made up for values that repeat")
    func noTest() throws {
        let comparison = try compared(.allocations, [100, 100, 100], [125, 125, 125])
        #expect(comparison.p == nil && comparison.adjustedP == nil && comparison.method == nil)
        #expect(comparison.change == 0.25)
        #expect(comparison.interval == ChangeInterval(low: 0.25, high: 0.25, confidence: 1))
        #expect(comparison.base == Summary(sortedExactSample: [100, 100, 100]))
        #expect(comparison.warnings.isEmpty)
    }

    @Test("zero is a value like any other")
    func zero() throws {
        let rise = try compared(.allocations, [0, 0], [1, 1])
        #expect(rise.verdict == .regressed)
        #expect(rise.change == nil)
        #expect((rise.interval.low, rise.interval.high) == (.infinity, .infinity))
        let fall = try compared(.allocations, [3, 3], [0, 0])
        #expect(fall.verdict == .improved)
        #expect(fall.change == -1)
        let none = try compared(.allocations, [0, 0], [0, -0.0])
        #expect(none.verdict == .equivalent)
        #expect(none.change == 0)
    }

    @Test("a single round decides, with a warning that it cannot show whether it repeats")
    func singleRound() throws {
        let comparison = try compared(.allocations, [100], [101, 101])
        #expect(comparison.verdict == .regressed)
        #expect(comparison.warnings == [.singleRound(side: .base)])
    }

    @Test("counts hold across machines: an obstacle to comparing times does not touch them")
    func obstacles() throws {
        let comparison = try compared(.allocations, [100, 100], [101, 101], obstacles: ["CPU: A against B"])
        #expect(comparison.verdict == .regressed)
        #expect(comparison.reasons.isEmpty)
    }

    @Test("values that vary, over ranges apart, decide once chance is ruled out")
    func apart() throws {
        let sure = try compared(.allocations, [100, 101, 100, 100], [102, 102, 103, 102])
        #expect(sure.verdict == .regressed)
        #expect(
            sure.warnings == [
                .variesBetweenRounds(side: .base, low: 100, high: 101),
                .variesBetweenRounds(side: .head, low: 102, high: 103),
            ])
        #expect(agree(sure.p, 2.0 / 70, within: 1e-14))
        #expect(try compared(.allocations, [102, 102, 103, 102], [100, 101, 100, 100]).verdict == .improved)
        #expect(try compared(.hits, [102, 102, 103, 102], [100, 101, 100, 100]).verdict == .regressed)
        // With two rounds a side, ranges of the same distribution are apart once in three times.
        let few = try compared(.allocations, [100, 101], [102, 102])
        #expect(few.verdict == .unresolved)
        #expect(few.reasons.first?.description.contains("4 or more rounds a side needed") == true)
        #expect(few.reasons.first?.preventsComparison == false)
    }

    @Test("values that flicker alike within the threshold are equivalent, with a warning")
    func flicker() throws {
        let comparison = try compared(.allocations, [100, 100, 101], [100, 101, 100])
        #expect(comparison.verdict == .equivalent)
        #expect(comparison.warnings.count == 2)
        #expect(comparison.warnings.first?.description == "base varies between rounds: 100 … 101")
        #expect(agree(comparison.interval.low, 100.0 / 101 - 1, within: 1e-12))
        #expect(agree(comparison.interval.high, 0.01, within: 1e-12))
    }

    @Test("values that flicker further than the threshold are unresolved")
    func wideFlicker() throws {
        let comparison = try compared(.allocations, [100, 110, 100], [100, 104, 112])
        #expect(comparison.verdict == .unresolved)
        #expect(
            comparison.reasons.first?.description
                == "varies between rounds, 100 … 110 against 100 … 112, by more than ±5 %")
        // A zero among them leaves no bound on the ratio.
        #expect(try compared(.allocations, [0, 1, 0], [1, 0, 0]).verdict == .unresolved)
    }

    @Test("a shift inside overlapping ranges does not hide behind the flicker")
    func shiftInsideRanges() throws {
        let base = [Double](repeating: 100, count: 9) + [101]
        let head = [100] + [Double](repeating: 101, count: 9)
        let comparison = try compared(.allocations, base, head)
        #expect(comparison.verdict == .unresolved)
        guard case .shiftedWithinRanges = comparison.reasons.first else {
            Issue.record("\(comparison.reasons)")
            return
        }
    }

    @Test("the table of verdicts, from ranges and p-values")
    func table() {
        typealias Range = ClosedRange<Double>
        let rows: [(base: Range, head: Range, p: Double?, verdict: Verdict)] = [
            (5...5, 5...5, nil, .equivalent), (5...5, 6...6, nil, .regressed), (5...5, 4...4, nil, .improved),
            (5...6, 7...8, 0.01, .regressed), (7...8, 5...6, 0.01, .improved), (5...6, 7...8, 0.05, .unresolved),
            (5...6, 7...7, nil, .unresolved), (100...102, 101...103, 0.5, .equivalent),
            (100...102, 101...103, 0.01, .unresolved), (100...106, 100...100, 0.5, .unresolved),
        ]
        for row in rows {
            let (verdict, reason) = Verdict.exact(
                from: row.base, to: row.head, change: ChangeInterval.range(from: row.base, to: row.head),
                adjustedP: row.p, rounds: 5, direction: .lowerIsBetter, options: ComparisonOptions())
            #expect(verdict == row.verdict, "\(row)")
            #expect((reason != nil) == (verdict == .unresolved))
        }
    }

    @Test("flickering counts of one distribution are hardly ever called regressed")
    func falseAlarms() throws {
        var random = SplitMix64(seed: 5)
        func sample() -> [Double] { (0..<5).map { _ in Double(Int.random(in: 100...120, using: &random)) } }
        let samples = try (0..<2_000).map { _ in
            try #require(PairedSample(benchmark: "b", metric: .allocations, base: sample(), head: sample()))
        }
        let verdicts = Comparison.compare(samples).map(\.verdict)
        #expect(verdicts.filter { $0 == .regressed }.count <= 2)
    }
}
