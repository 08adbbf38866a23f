import Testing

@testable import Lab

@Suite("Median and interval")
struct SummaryTests {
    static let confidences = [0.8, 0.9, 0.95, 0.99]

    @Test("the order statistics are the ones that benchstat takes, up to 60 values", arguments: benchstatOrders)
    func ordersAreBenchstats(confidence: Double, orders: [Int]) {
        for (index, expected) in orders.enumerated() {
            let interval = MedianInterval(count: index + 1, confidence: confidence)
            #expect(
                interval.lowOrder * 1000 + interval.highOrder == expected, "n = \(index + 1) at \(confidence)")
        }
    }

    @Test("the order statistics are the ones that benchstat takes, for large samples")
    func ordersOfLargeSamplesAreBenchstats() {
        for (count, orders) in benchstatOrdersOfLargeSamples {
            for (confidence, expected) in zip(Self.confidences, orders) {
                let interval = MedianInterval(count: count, confidence: confidence)
                #expect((interval.lowOrder, interval.highOrder) == expected, "n = \(count) at \(confidence)")
            }
        }
    }

    @Test("the confidence achieved is the binomial probability of the interval")
    func confidenceIsBinomial() {
        for count in 1...62 {
            for confidence in [0.5, 0.68] + Self.confidences {
                let interval = MedianInterval(count: count, confidence: confidence)
                // Pascal's triangle in whole numbers.
                var row: [UInt64] = [1]
                for _ in 0..<count { row = zip([0] + row, row + [0]).map { $0 + $1 } }
                let ways = row.indices.filter { $0 >= interval.lowOrder && $0 < interval.highOrder }.reduce(0) {
                    $0 + row[$1]
                }
                let expected = Double(ways) / Double(UInt64(1) << UInt64(count))
                #expect(agree(interval.confidence, expected, within: 1e-14))
                #expect(interval.confidence >= confidence)
            }
        }
    }

    @Test("the confidence achieved keeps to the one asked for, however large the sample")
    func confidenceOfLargeSamples() {
        for count in [1_000, 30_001, 1_000_000] {
            for confidence in Self.confidences {
                let achieved = MedianInterval(count: count, confidence: confidence).confidence
                #expect(achieved > confidence - 1e-6)
                #expect(achieved < confidence + 0.03)
            }
        }
    }

    @Test("six values are the fewest with a bounded interval at 95 %")
    func samplesNeeded() {
        #expect(Summary.samplesNeeded(confidence: 0.95) == 6)
        #expect(Summary.samplesNeeded(confidence: 0.99) == 8)
        #expect(Summary.samplesNeeded(confidence: 0) == 2)
        #expect(Summary.samplesNeeded(confidence: 1) == nil)
        #expect(Summary.samplesNeeded(confidence: .nan) == nil)
    }

    @Test("a sample gets its median and bounds whatever its order")
    func summary() throws {
        let summary = try #require(Summary(sample: [4, 2, -10, 6, 3, 5]))
        #expect(summary.count == 6)
        #expect(summary.centre == 3.5)
        #expect(summary.low == -10)
        #expect(summary.high == 6)
        #expect(summary.confidence == 0.96875)
        #expect(summary.isBounded)
    }

    @Test("a small sample has infinite bounds and says that they are certain")
    func unbounded() throws {
        let one = try #require(Summary(sample: [7]))
        #expect(one.centre == 7)
        #expect(one.low == -.infinity)
        #expect(one.high == .infinity)
        #expect(one.confidence == 1)
        // Five values at 95 % leave one side open.
        let five = try #require(Summary(sample: [1, 2, 3, 4, 5]))
        #expect(five.low == -.infinity)
        #expect(five.high == 5)
        #expect(five.confidence == 0.96875)
        #expect(!five.isBounded)
    }

    @Test("an empty sample has no summary")
    func empty() {
        #expect(Summary(sample: []) == nil)
        #expect(Summary(sortedSample: []) == nil)
        #expect(Summary(sortedExactSample: []) == nil)
    }

    @Test(
        "confidences that make no sense give a summary all the same", arguments: [-1, 0, 1, 2, Double.nan, .infinity])
    func oddConfidence(confidence: Double) throws {
        for count in [1, 2, 10, 31, 100] {
            let summary = try #require(Summary(sample: (0..<count).map(Double.init), confidence: confidence))
            #expect(summary.low <= summary.centre && summary.centre <= summary.high || confidence <= 0)
        }
    }

    @Test("values that are not finite do not crash")
    func notFinite() {
        #expect(Summary(sample: [.nan, 1, .infinity, -.infinity, .nan, 2, 3]) != nil)
        #expect(Summary(sortedExactSample: [.nan, .nan, 1]) != nil)
    }

    @Test("an exact sample is summarized by its most frequent value and its range")
    func exactSample() throws {
        let summary = try #require(Summary(sortedExactSample: [1, 2, 2, 3]))
        #expect((summary.centre, summary.low, summary.high, summary.confidence) == (2, 1, 3, 1))
        // Of two equally frequent values, the smaller.
        #expect(Summary(sortedExactSample: [1, 1, 2, 2])?.centre == 1)
    }
}
