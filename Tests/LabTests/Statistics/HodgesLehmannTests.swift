import Glibc
import Testing

@testable import Lab

@Suite("Hodges–Lehmann shift")
struct HodgesLehmannTests {
    @Test("the interval holds exactly the shifts that the U test does not reject")
    func intervalInvertsTheTest() throws {
        var random = SplitMix64(seed: 7)
        for _ in 0..<40 {
            let base = (0..<Int.random(in: 3...6, using: &random)).map { _ in
                Double.random(in: 0...10, using: &random)
            }
            let head = (0..<Int.random(in: 3...5, using: &random)).map { _ in
                Double.random(in: 2...12, using: &random)
            }
            for confidence in [0.8, 0.9, 0.95] {
                let shift = try #require(HodgesLehmann.shift(from: base, to: head, confidence: confidence))
                // Between two neighbouring differences the test gives the same answer for every shift.
                let edges = base.flatMap { b in head.map { $0 - b } }.sorted()
                for (low, high) in zip([edges[0] - 2] + edges, edges + [edges[edges.count - 1] + 2]) {
                    let middle = (low + high) / 2
                    let p = MannWhitneyTests.bruteForce(head.map { $0 - middle }, base).p
                    let accepted = p > (1 - confidence) * (1 + 1e-9)
                    #expect(accepted == (shift.low < middle && middle < shift.high), "\(base) \(head) at \(middle)")
                }
                #expect(shift.low <= shift.estimate && shift.estimate <= shift.high)
                #expect(shift.confidence >= confidence - 1e-12)
            }
        }
    }

    @Test("a published example: Hollander and Wolfe's permeability of two membranes")
    func publishedExample() throws {
        // "Nonparametric Statistical Methods" (1973), page 69; also the example of R's wilcox.test, which gives
        // the estimate 0.305 and the 95 % interval -0.15 to 0.76.
        let atTerm = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
        let early = [1.15, 0.88, 0.90, 0.74, 1.21]
        let shift = try #require(HodgesLehmann.shift(from: early, to: atTerm, confidence: 0.95))
        #expect(abs(shift.estimate - 0.305) < 1e-12)
        #expect(abs(shift.low - -0.15) < 1e-12)
        #expect(abs(shift.high - 0.76) < 1e-12)
    }

    @Test("a ratio is the shift of the logarithms")
    func ratioIsLogShift() throws {
        var random = SplitMix64(seed: 8)
        for count in [5, 8, 20] {
            let base = random.lognormalSample(count, centre: 3, deviation: 0.3)
            let head = random.lognormalSample(count + 1, centre: 4, deviation: 0.3)
            let ratio = try #require(HodgesLehmann.ratio(from: base, to: head, confidence: 0.95))
            let shift = try #require(
                HodgesLehmann.shift(from: base.map { log($0) }, to: head.map { log($0) }, confidence: 0.95))
            #expect(abs(log(ratio.estimate) - shift.estimate) < 1e-12)
            #expect(abs(log(ratio.low) - shift.low) < 1e-12)
            #expect(abs(log(ratio.high) - shift.high) < 1e-12)
            // Turned round, a ratio becomes its inverse.
            let inverse = try #require(HodgesLehmann.ratio(from: head, to: base, confidence: 0.95))
            #expect(agree(1 / inverse.low, ratio.high, within: 1e-12))
            #expect(agree(1 / inverse.estimate, ratio.estimate, within: 1e-12))
        }
    }

    @Test("pairs that are too many to lay out give the same order statistics")
    func selectionAgreesWithSorting() {
        var random = SplitMix64(seed: 9)
        let samples: [([Double], [Double], PairScale)] = [
            (
                random.lognormalSample(17, centre: 1e-6, deviation: 0.1).sorted(),
                random.lognormalSample(23, centre: 2e-6, deviation: 0.5).sorted(), .ratio
            ),
            (
                (0..<12).map { _ in random.normal() }.sorted(), (0..<9).map { _ in random.normal() }.sorted(),
                .difference
            ),
            ([-1, 0, 0, 0, 2], [0, 0, 1, 1], .difference),
            ([5], [5], .difference),
            ([-.greatestFiniteMagnitude, 0], [0, .greatestFiniteMagnitude], .difference),
        ]
        for (base, head, scale) in samples {
            let sorted = PairwiseOrder(sortedBase: base, sortedHead: head, scale: scale)
            let selected = PairwiseOrder(sortedBase: base, sortedHead: head, scale: scale, largestSorted: 0)
            for k in 1...(base.count * head.count) { #expect(sorted[k] == selected[k]) }
        }
    }

    @Test("large samples get an interval by the normal approximation, close to the true shift")
    func largeSamples() throws {
        var random = SplitMix64(seed: 10)
        let base = random.lognormalSample(400, centre: 1, deviation: 0.05)
        let head = random.lognormalSample(400, centre: 1.1, deviation: 0.05)
        let ratio = try #require(HodgesLehmann.ratio(from: base, to: head, confidence: 0.99))
        #expect(ratio.low < 1.1 && 1.1 < ratio.high)
        #expect(ratio.high - ratio.low < 0.03)
        #expect(ratio.confidence >= 0.99 && ratio.confidence < 0.991)
    }

    @Test("the interval covers the true shift as often as it claims")
    func coverage() throws {
        var random = SplitMix64(seed: 11)
        var covered = 0
        var claimed = 0.0
        for _ in 0..<2_000 {
            let base = random.lognormalSample(10, centre: 1, deviation: 0.1)
            let head = random.lognormalSample(8, centre: 1.2, deviation: 0.1)
            let ratio = try #require(HodgesLehmann.ratio(from: base, to: head, confidence: 0.95))
            if ratio.low <= 1.2 && 1.2 <= ratio.high { covered += 1 }
            claimed = ratio.confidence
        }
        // Three standard errors of a share near 0.95 in 2,000.
        #expect(abs(Double(covered) / 2_000 - claimed) < 0.015)
    }

    @Test("samples too small for the confidence have infinite bounds")
    func unbounded() throws {
        let shift = try #require(HodgesLehmann.shift(from: [1, 2, 3], to: [4, 5, 6], confidence: 0.95))
        #expect((shift.estimate, shift.low, shift.high, shift.confidence) == (3, -.infinity, .infinity, 1))
        let ratio = try #require(HodgesLehmann.ratio(from: [1], to: [2], confidence: 0.95))
        #expect((ratio.estimate, ratio.low, ratio.high) == (2, 0, .infinity))
        #expect(HodgesLehmann.samplesNeeded(confidence: 0.95) == 4)
        // 2 / C(6, 3) is exactly one tenth.
        #expect(HodgesLehmann.shift(from: [1, 2, 3], to: [4, 5, 6], confidence: 0.9)?.low == 1)
        #expect(HodgesLehmann.samplesNeeded(confidence: 0.9) == 3)
        #expect(HodgesLehmann.samplesNeeded(confidence: 1) == nil)
    }

    @Test("no shift is made up where there is none")
    func undefined() {
        #expect(HodgesLehmann.shift(from: [], to: [1], confidence: 0.95) == nil)
        #expect(HodgesLehmann.shift(from: [1], to: [.nan], confidence: 0.95) == nil)
        #expect(HodgesLehmann.shift(from: [.infinity], to: [1], confidence: 0.95) == nil)
        #expect(HodgesLehmann.ratio(from: [0, 1], to: [1, 2], confidence: 0.95) == nil)
        #expect(HodgesLehmann.ratio(from: [1], to: [-1], confidence: 0.95) == nil)
        for confidence in [-1, 0, 2, Double.nan] {
            #expect(HodgesLehmann.shift(from: [1, 2, 3, 4], to: [1, 2, 3, 5], confidence: confidence) != nil)
        }
    }
}
