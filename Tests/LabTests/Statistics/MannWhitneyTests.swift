import Testing

@testable import Lab

@Suite("Mann–Whitney U test")
struct MannWhitneyTests {
    /// U and p by going through every choice of ranks: nothing but the definition.
    static func bruteForce(_ a: [Double], _ b: [Double]) -> (u: Double, p: Double) {
        let pooled = a + b
        func u(_ chosen: [Double], _ others: [Double]) -> Double {
            var u = 0.0
            for x in chosen { for y in others { u += x > y ? 1 : x == y ? 0.5 : 0 } }
            return u
        }
        let observed = u(a, b)
        var (all, atMost, atLeast) = (0, 0, 0)
        for mask in 0..<(1 << pooled.count) where mask.nonzeroBitCount == a.count {
            let chosen = pooled.indices.filter { mask >> $0 & 1 == 1 }.map { pooled[$0] }
            let others = pooled.indices.filter { mask >> $0 & 1 == 0 }.map { pooled[$0] }
            let value = u(chosen, others)
            all += 1
            if value <= observed { atMost += 1 }
            if value >= observed { atLeast += 1 }
        }
        return (observed, min(1, 2 * Double(min(atMost, atLeast)) / Double(all)))
    }

    @Test("a tied sample with unequal sizes gets the exact p-value")
    func tiedUnequal() throws {
        let outcome = try #require(MannWhitney.test([2, 1, 3, 5], [1, 1, 1, 1, 1]))
        #expect(outcome.u == 17.5)
        // Of the C(9, 4) = 126 choices of ranks, 6 have a rank sum as large: p = 2 · 6 / 126.
        #expect(agree(outcome.p, 12.0 / 126, within: 1e-14))
        #expect(outcome.method == .exact)
    }

    @Test("small samples agree with every permutation, with ties and without, of equal and unequal sizes")
    func agreesWithBruteForce() throws {
        var random = SplitMix64(seed: 20_240_229)
        for _ in 0..<300 {
            let sizes = (Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random))
            guard sizes.0 + sizes.1 <= 10 else { continue }
            // From nearly all values equal to nearly none.
            let distinct = [2, 3, 5, 10, 1000].randomElement(using: &random) ?? 2
            func sample(_ count: Int) -> [Double] {
                (0..<count).map { _ in Double(Int.random(in: 0..<distinct, using: &random)) }
            }
            let (a, b) = (sample(sizes.0), sample(sizes.1))
            let expected = Self.bruteForce(a, b)
            let outcome = try #require(MannWhitney.test(a, b))
            #expect(outcome.u == expected.u, "\(a) against \(b)")
            #expect(agree(outcome.p, expected.p, within: 1e-13), "\(a) against \(b)")
        }
    }

    @Test("larger tied samples agree with exact rational arithmetic")
    func agreesWithRationalArithmetic() throws {
        // Python: the distribution of the doubled mid-rank sum counted in whole numbers of any size,
        //   t = [{0: 1}] + [{} for _ in range(m)]
        //   for r in ranks: for j in range(m - 1, -1, -1): for s, c in t[j].items(): t[j+1][s+r] = t[j+1].get(s+r, 0) + c
        // and p = min(1, 2 * min(Fraction(lower, comb(N, m)), Fraction(upper, comb(N, m)))), for the samples
        //   a = [(31*i*i + 17*i + 7) % mod for i in range(n1)], b = [(43*i*i + 29*i + 7) % mod + shift for i in range(n2)].
        let cases: [(sizes: (Int, Int), mod: Int, shift: Int, u: Double, p: Double)] = [
            ((12, 30), 40, 0, 151.0, 0.4269176440993323),
            ((20, 20), 15, 2, 175.5, 0.5126501999646073),
            ((25, 25), 200, 40, 199.5, 0.027705720257553117),
            ((30, 30), 25, 4, 430.5, 0.7768621241484388),
            ((40, 60), 50, 6, 887.0, 0.02680122698834537),
            ((50, 50), 1000, 200, 561.5, 9.308464053956779e-07),
            ((7, 400), 90, 20, 1117.0, 0.36370216516174186),
            ((100, 100), 61, 9, 3866.5, 0.005441038120022934),
            ((100, 100), 5, 1, 800.0, 2.3745769688578722e-36),
            ((3, 2000), 500, 200, 0.0, 1.4955093581531735e-09),
            ((60, 100), 300, 60, 1970.0, 0.0002421080768275991),
        ]
        for (sizes, mod, shift, u, p) in cases {
            let a = referenceSample(sizes.0, 31, 17, mod: mod)
            let b = referenceSample(sizes.1, 43, 29, mod: mod, shift: shift)
            let outcome = try #require(MannWhitney.test(a, b))
            #expect(outcome.method == .exact, "\(sizes)")
            #expect(outcome.u == u, "\(sizes)")
            #expect(agree(outcome.p, p, within: 1e-11), "\(sizes): \(outcome.p)")
            // Seen from the other side nothing changes but U.
            let mirrored = try #require(MannWhitney.test(b, a))
            #expect(agree(mirrored.p, outcome.p, within: 1e-12))
            #expect(mirrored.u == Double(sizes.0 * sizes.1) - u)
        }
    }

    @Test("samples without ties agree with scipy")
    func agreesWithScipy() throws {
        // a = [2*i for i in range(n1)]; b = [2*i*n1/n2 + 0.37 + shift for i in range(n2)]
        // r = scipy.stats.mannwhitneyu(a, b, method='exact'); r.statistic, r.pvalue (confirmed in rational arithmetic)
        let cases: [(sizes: (Int, Int), shift: Double, u: Double, p: Double)] = [
            ((5, 7), 3, 7, 0.10606060606060606),
            ((10, 10), 6, 21, 0.028805559765312086),
            ((20, 20), 9, 120, 0.030411256038764864),
            ((25, 40), 13, 263, 0.0011449793637378456),
            ((50, 50), 20.25, 780, 0.0010550164711136758),
            ((80, 120), -30, 6399, 5.5990185244117217e-05),
            ((100, 100), 40.25, 3160, 5.2068617719624475e-06),
        ]
        for (sizes, shift, u, p) in cases {
            let a = (0..<sizes.0).map { Double(2 * $0) }
            let b = (0..<sizes.1).map { Double(2 * $0 * sizes.0) / Double(sizes.1) + 0.37 + shift }
            let outcome = try #require(MannWhitney.test(a, b))
            #expect(outcome.u == u)
            #expect(agree(outcome.p, p, within: 1e-12), "\(sizes): \(outcome.p)")
            #expect((outcome.method == .exact) == MannWhitney.isExact(sizes.0, sizes.1))
        }
    }

    @Test("the distribution without ties is the table of Mann and Whitney")
    func publishedTable() {
        // P(U ≤ u) for samples of 5 against m = 1 … 5 (Mann and Whitney, 1947, table I).
        let table: [[Double]] = [
            [0.167, 0.333, 0.500], [0.047, 0.095, 0.190, 0.286, 0.429, 0.571],
            [0.018, 0.036, 0.071, 0.125, 0.196, 0.286, 0.393, 0.500],
            [0.008, 0.016, 0.032, 0.056, 0.095, 0.143, 0.206, 0.278, 0.365, 0.452, 0.548],
            [0.004, 0.008, 0.016, 0.028, 0.048, 0.075, 0.111, 0.155, 0.210, 0.274, 0.345, 0.421, 0.500],
        ]
        for (index, row) in table.enumerated() {
            let computed = UntiedRankSum.lowerTail(index + 1, 5)
            #expect(computed.count == row.count)
            #expect(zip(computed, row).allSatisfy { abs($0 - $1) < 0.001 })
        }
    }

    @Test("beyond the exact limit the corrected normal approximation agrees with scipy, and says what it is")
    func approximation() throws {
        // scipy.stats.mannwhitneyu(a, b, method='asymptotic'), samples as in the rational cases.
        let cases: [(sizes: (Int, Int), mod: Int, shift: Int, u: Double, p: Double)] = [
            ((120, 120), 97, 5, 7181.0, 0.9725533543349163),
            ((150, 300), 1000, 40, 19531.0, 0.022449717537338796),
            ((30, 1000), 11, 1, 12103.0, 0.06708526429764045),
        ]
        for (sizes, mod, shift, u, p) in cases {
            let a = referenceSample(sizes.0, 31, 17, mod: mod)
            let b = referenceSample(sizes.1, 43, 29, mod: mod, shift: shift)
            let outcome = try #require(MannWhitney.test(a, b))
            #expect(outcome.method == .normalApproximation)
            #expect(outcome.u == u)
            #expect(agree(outcome.p, p, within: 1e-12), "\(sizes): \(outcome.p)")
        }
        // In the middle the step correction must not overshoot.
        let same = (0..<200).map(Double.init)
        #expect(MannWhitney.test(same, same)?.p == 1)
    }

    @Test("the exact limit reaches at least as far as benchstat's")
    func exactLimit() {
        #expect(MannWhitney.isExact(50, 50))
        #expect(MannWhitney.isExact(100, 100))
        #expect(!MannWhitney.isExact(101, 101))
        #expect(MannWhitney.isExact(1, 19_999))
        #expect(!MannWhitney.isExact(Int.max / 2, Int.max / 2))
    }

    @Test("equal values leave nothing to test")
    func allEqual() throws {
        let outcome = try #require(MannWhitney.test([2, 2, 2], [2, 2]))
        #expect(outcome.allEqual)
        #expect(outcome.p == 1)
        #expect(outcome.u == 3)
        let large = try #require(MannWhitney.test(Array(repeating: 1, count: 500), Array(repeating: 1, count: 500)))
        #expect(large.allEqual && large.p == 1)
        #expect(MannWhitney.test([0.0], [-0.0])?.allEqual == true)
    }

    @Test("nothing can be tested against an empty sample or one that is not all numbers")
    func untestable() {
        #expect(MannWhitney.test([], [1]) == nil)
        #expect(MannWhitney.test([1], []) == nil)
        #expect(MannWhitney.test([.nan], [1]) == nil)
        #expect(MannWhitney.test([1, 2, 3, 4], [5, 6, 7, .infinity])?.p == 2.0 / 70)
    }

    @Test("the smallest possible p-value and the samples it takes")
    func smallestP() {
        #expect(MannWhitney.smallestP(1, 1) == 1)
        #expect(agree(MannWhitney.smallestP(4, 4), 2.0 / 70, within: 1e-15))
        #expect(agree(MannWhitney.smallestP(2, 10), 2.0 / 66, within: 1e-15))
        #expect(MannWhitney.smallestP(0, 3) == 1)
        #expect(MannWhitney.samplesNeeded(alpha: 1) == 1)
        #expect(MannWhitney.samplesNeeded(alpha: 0.05) == 4)
        #expect(MannWhitney.samplesNeeded(alpha: 0.1) == 3)
        #expect(MannWhitney.samplesNeeded(alpha: 0.01) == 5)
        #expect(MannWhitney.samplesNeeded(alpha: 0) == nil)
        #expect(MannWhitney.samplesNeeded(alpha: .nan) == nil)
    }
}
