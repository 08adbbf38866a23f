import Glibc
import Testing

@testable import Lab

@Suite("Latency histogram")
struct LatencyHistogramTests {
    /// The ⌈q·n⌉-th smallest value.
    static func exactQuantile(_ sorted: [UInt64], _ q: Double) -> Double {
        let rank = Int((q * Double(sorted.count) * (1 - 1e-15)).rounded(.up))
        return Double(sorted[min(max(rank, 1), sorted.count) - 1])
    }

    @Test("buckets cover every value once, without gaps, and are at most 1/64 of their values wide")
    func buckets() {
        var next: UInt64 = 0
        for index in 0..<LatencyHistogram.bucketCount {
            let bounds = LatencyHistogram.bounds(ofBucket: index)
            #expect(bounds.lowerBound == next)
            #expect(LatencyHistogram.bucket(of: bounds.lowerBound) == index)
            #expect(LatencyHistogram.bucket(of: bounds.upperBound) == index)
            #expect(bounds.upperBound - bounds.lowerBound <= bounds.lowerBound / 64)
            next = bounds.upperBound &+ 1
        }
        #expect(next == 0, "the last bucket ends with the greatest value")
    }

    @Test("one value anywhere from 1 ns to beyond an hour comes back within 1 %")
    func errorOfOneValue() throws {
        var random = SplitMix64(seed: 1)
        for exponent in 0..<64 {
            for _ in 0..<50 {
                let value = UInt64.random(in: (1 << exponent)...(UInt64.max >> (63 - exponent)), using: &random)
                var histogram = LatencyHistogram()
                // With values around it, so that neither the minimum nor the maximum gives it away.
                histogram.record(0)
                histogram.record(value)
                histogram.record(.max)
                let median = try #require(histogram.quantile(0.5))
                #expect(abs(median - Double(value)) <= Double(value) / 128)
            }
        }
    }

    @Test("quantiles agree with the sorted values within 1/128, whatever the distribution")
    func quantilesAgreeWithSorting() throws {
        var random = SplitMix64(seed: 2)
        for scale in [1.0, 100, 1e4, 1e6, 1e9, 3.6e12] {
            var values: [UInt64] = []
            var histogram = LatencyHistogram()
            for _ in 0..<5_000 {
                // Heavy-tailed, as latencies are.
                let value = UInt64((scale * (1 + abs(random.normal()) * 3)).rounded())
                values.append(value)
                histogram.record(value)
            }
            values.sort()
            for q in [0.0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 1] {
                let exact = Self.exactQuantile(values, q)
                #expect(abs(try #require(histogram.quantile(q)) - exact) <= exact / 128, "q = \(q) at \(scale)")
            }
            #expect(histogram.minimum == values.first)
            #expect(histogram.maximum == values.last)
            #expect(histogram.quantile(0) == values.first.map { Double($0) })
            #expect(histogram.quantile(1) == values.last.map { Double($0) })
            #expect(histogram.count == 5_000)
            let mean = values.reduce(0.0) { $0 + Double($1) } / 5_000
            #expect(agree(histogram.mean, mean, within: 1e-12))
        }
    }

    @Test("small values are exact")
    func smallValues() {
        var histogram = LatencyHistogram()
        for value in 1...100 { histogram.record(UInt64(value)) }
        #expect(histogram.quantile(0.5) == 50)
        #expect(histogram.quantile(0.99) == 99)
        #expect(histogram.quantile(0.07) == 7, "0.07 · 100 is not a whole number in binary")
        #expect(histogram.mean == 50.5)
    }

    @Test("an empty histogram has no values to report")
    func empty() {
        let histogram = LatencyHistogram()
        #expect(histogram.quantile(0.5) == nil)
        #expect(histogram.minimum == nil && histogram.maximum == nil && histogram.mean == nil)
        #expect(histogram.count == 0)
        #expect(histogram.buckets.isEmpty)
    }

    @Test("quantiles outside 0 to 1 are the ends, and of not a number there is none")
    func oddQuantiles() {
        var histogram = LatencyHistogram()
        histogram.record(3, times: 2)
        histogram.record(9, times: 0)
        #expect(histogram.quantile(-1) == 3)
        #expect(histogram.quantile(.infinity) == 3)
        #expect(histogram.quantile(.nan) == nil)
        #expect(histogram.count == 2)
    }

    @Test("merging gives what recording everything into one would have")
    func merge() {
        var random = SplitMix64(seed: 3)
        var (one, other, both) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for _ in 0..<1_000 {
            let value = UInt64.random(in: 1...10_000_000, using: &random)
            if Bool.random(using: &random) { one.record(value) } else { other.record(value) }
            both.record(value)
        }
        one.merge(other)
        #expect(one == both)
        one.merge(LatencyHistogram())
        #expect(one == both)
        var empty = LatencyHistogram()
        empty.merge(both)
        #expect(empty == both)
    }

    @Test("a histogram comes back from its parts as it was")
    func roundTrip() throws {
        var random = SplitMix64(seed: 4)
        var histogram = LatencyHistogram()
        for _ in 0..<1_000 { histogram.record(UInt64(pow(10, Double.random(in: 0...12, using: &random)))) }
        let copy = try LatencyHistogram(
            buckets: histogram.buckets, minimum: #require(histogram.minimum), maximum: #require(histogram.maximum),
            total: histogram.total)
        #expect(copy == histogram)
        #expect(histogram.buckets.reduce(0) { $0 + $1.count } == 1_000)
        #expect(try LatencyHistogram(buckets: [], minimum: 5, maximum: 1, total: .nan) == LatencyHistogram())
    }

    @Test("parts that do not fit together are refused, each with its reason")
    func refusesNonsense() throws {
        typealias Bucket = LatencyHistogram.Bucket
        func decode(
            _ buckets: [Bucket], _ minimum: UInt64 = 5, _ maximum: UInt64 = 7, total: Double = 12
        ) throws {
            _ = try LatencyHistogram(buckets: buckets, minimum: minimum, maximum: maximum, total: total)
        }
        let five = Bucket(index: 5, count: 1)
        let seven = Bucket(index: 7, count: 1)
        try decode([five, seven])
        #expect(throws: LatencyHistogramError.indexOutOfRange(-1)) { try decode([Bucket(index: -1, count: 1)]) }
        #expect(throws: LatencyHistogramError.indexOutOfRange(3_776)) {
            try decode([five, Bucket(index: 3_776, count: 1)])
        }
        #expect(throws: LatencyHistogramError.notAscending(5)) { try decode([seven, five]) }
        #expect(throws: LatencyHistogramError.notAscending(5)) { try decode([five, five]) }
        #expect(throws: LatencyHistogramError.emptyBucket(5)) { try decode([Bucket(index: 5, count: 0)]) }
        #expect(throws: LatencyHistogramError.tooManyValues) { try decode([five, Bucket(index: 7, count: .max)]) }
        #expect(throws: LatencyHistogramError.minimumOutsideFirstBucket(6)) { try decode([five, seven], 6, 7) }
        #expect(throws: LatencyHistogramError.maximumOutsideLastBucket(8)) { try decode([five, seven], 5, 8) }
        #expect(throws: LatencyHistogramError.impossibleTotal(13)) { try decode([five, seven], total: 13) }
        #expect(throws: LatencyHistogramError.impossibleTotal(-.infinity)) {
            try decode([five, seven], total: -.infinity)
        }
        let wide = Bucket(index: 200, count: 1)
        let bounds = LatencyHistogram.bounds(ofBucket: 200)
        #expect(throws: LatencyHistogramError.minimumOutsideFirstBucket(bounds.upperBound)) {
            try decode([wide], bounds.upperBound, bounds.lowerBound)
        }
        #expect("\(LatencyHistogramError.indexOutOfRange(9_999))".contains("0 to 3775"))
    }
}
