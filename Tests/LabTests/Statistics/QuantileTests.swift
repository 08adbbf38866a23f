import Testing

@testable import Lab

@Suite("Quantiles, means, corrections")
struct QuantileTests {
    @Test("quantiles agree with numpy's Hyndman–Fan type 8")
    func r8() {
        // [float(np.quantile([1.5, 2, 3.25, 8, 9, 9.5, 17], q, method='median_unbiased')) for q in …]
        let expected: [(q: Double, value: Double)] = [
            (0, 1.5), (0.01, 1.5), (0.1, 1.5333333333333332), (0.25, 2.208333333333333),
            (1.0 / 3, 2.9722222222222223), (0.5, 8), (0.6, 8.733333333333334), (0.75, 9.416666666666666),
            (0.9, 16.5), (0.99, 17), (1, 17),
        ]
        for (q, value) in expected {
            #expect(agree(Quantile.r8(sorted: [1.5, 2, 3.25, 8, 9, 9.5, 17], q), value, within: 1e-14), "q = \(q)")
        }
    }

    @Test("a quantile outside 0 to 1 is an end of the sample; of nothing there is none")
    func r8Edges() {
        #expect(Quantile.r8(sorted: [1, 2], -3) == 1)
        #expect(Quantile.r8(sorted: [1, 2], .infinity) == 2)
        #expect(Quantile.r8(sorted: [1, 2], .nan) == nil)
        #expect(Quantile.r8(sorted: [], 0.5) == nil)
        #expect(Quantile.r8(sorted: [5], 0.3) == 5)
    }

    @Test("the median is the middle value or the mean of the two in the middle")
    func median() {
        #expect(Quantile.median(sorted: []) == nil)
        #expect(Quantile.median(sorted: [3]) == 3)
        #expect(Quantile.median(sorted: [1, 4]) == 2.5)
        #expect(Quantile.median(sorted: [1, 4, 9]) == 4)
        let huge = Double.greatestFiniteMagnitude
        #expect(Quantile.median(sorted: [-huge, huge]) == 0)
        #expect(Quantile.median(sorted: [huge, huge]) == huge)
    }

    @Test("the geometric mean agrees with scipy and is undefined where a logarithm is")
    func geometricMeans() {
        // scipy.stats.gmean([1, 10, 100, 3.7])
        #expect(agree(geometricMean([1, 10, 100, 3.7]), 7.799206709850829, within: 1e-14))
        #expect(agree(geometricMean([1e300, 1e300, 1e-300]), 1e100, within: 1e-12))
        #expect(geometricMean([Double]()) == nil)
        for undefined in [0, -1, Double.nan, .infinity] { #expect(geometricMean([1, undefined, 2]) == nil) }
    }

    @Test("normal quantiles agree with scipy")
    func normalQuantiles() {
        // scipy.stats.norm.ppf(p)
        let expected: [(p: Double, z: Double)] = [
            (1e-300, -37.0470962993612), (1e-12, -7.034483825301131), (0.001, -3.090232306167813),
            (0.025, -1.9599639845400545), (0.25, -0.6744897501960817), (0.9, 1.2815515655446004),
            (0.975, 1.959963984540054), (0.999, 3.090232306167813),
        ]
        for (p, z) in expected { #expect(agree(StandardNormal.quantile(p), z, within: 1e-13), "p = \(p)") }
        #expect(abs(StandardNormal.quantile(0.5)) < 1e-15)
        #expect(StandardNormal.quantile(0) == -.infinity)
        #expect(StandardNormal.quantile(1) == .infinity)
    }

    @Test("p-values adjusted for the false discovery rate agree with scipy")
    func benjaminiHochberg() {
        // scipy.stats.false_discovery_control([0.01, 0.04, 0.03, 0.005, 0.9, 0.2, 0.011, 1.0])
        let expected = [
            0.02933333333333333, 0.064, 0.06, 0.02933333333333333, 1.0, 0.26666666666666666, 0.02933333333333333, 1.0,
        ]
        let adjusted = Multiplicity.benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.9, 0.2, 0.011, 1.0])
        #expect(zip(adjusted, expected).allSatisfy { agree($0, $1, within: 1e-14) })
    }

    @Test("what was not tested stays untested and does not count")
    func benjaminiHochbergSkipsMissing() {
        let adjusted = Multiplicity.benjaminiHochberg([nil, 0.02, nil, 0.5, .nan])
        #expect(adjusted == [nil, 0.04, nil, 0.5, nil])
        #expect(Multiplicity.benjaminiHochberg([]).isEmpty)
        #expect(Multiplicity.benjaminiHochberg([nil, nil]) == [nil, nil])
        #expect(Multiplicity.benjaminiHochberg([0.03]) == [0.03])
    }
}
