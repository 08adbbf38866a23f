import Testing

@testable import BenchRunner
@testable import Lab

@Suite("Plots")
struct PlotTests {
    typealias Row = (values: [Double], unit: BenchmarkUnit, labels: [String])

    static let axes: [Row] = [
        ([1e-6, 2e-6], "sec/op", ["1.0 µs", "1.2 µs", "1.4 µs", "1.6 µs", "1.8 µs", "2.0 µs"]),
        ([221.6e-3, 231.3e-3], "sec/op", ["222 ms", "224 ms", "226 ms", "228 ms", "230 ms"]),
        ([0, 100], "allocs/op", ["0", "20", "40", "60", "80", "100"]),
        ([1024, 4096], "B/op", ["1 KiB", "2 KiB", "3 KiB", "4 KiB"]),
        ([-5, 5], "balance", ["-4", "-2", "0", "2", "4"]),
    ]

    @Test("ticks stand at round numbers, at most as many as wanted", arguments: axes)
    func ticks(row: Row) throws {
        let axis = try #require(LinearAxis(covering: row.values, unit: row.unit))
        let labels = axis.ticks.map { axis.label($0).replacing("\u{A0}", with: " ") }
        #expect(labels == row.labels)
        #expect(axis.ticks.count <= 6)
        for value in row.values + axis.ticks { #expect((0...1).contains(axis.position(value))) }
    }

    @Test("any values that can be in a run give an axis or none, and all its labels differ")
    func anyAxis() {
        var random = SplitMix64(seed: 3)
        let extremes: [Double] = [
            0, 1e-300, -1e-300, 1e300, -1e300, .leastNonzeroMagnitude, 1, 1.000_000_1, .greatestFiniteMagnitude,
        ]
        for _ in 0..<2_000 {
            let values = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                Bool.random(using: &random)
                    ? extremes.randomElement(using: &random) ?? 0 : Double.random(in: -1...1, using: &random)
            }
            guard let axis = LinearAxis(covering: values, unit: "x") else { continue }
            #expect(axis.ticks.count <= 12, "\(values)")
            #expect(axis.ticks == axis.ticks.sorted(), "\(values)")
            for value in values { #expect((0...1).contains(axis.position(value)), "\(values)") }
            // Below a picosecond there are no prefixes left, nor anything to measure.
            if let least = axis.ticks.map(abs).max(), least > 1e-9 {
                #expect(Set(axis.ticks.map(axis.label)).count == axis.ticks.count, "\(values)")
            }
        }
        #expect(LinearAxis(covering: [], unit: "x") == nil)
    }

    @Test("equal values stand in the middle of their axis")
    func equalValues() throws {
        for value in [0, 1e-9, 42, 1e6] {
            let axis = try #require(LinearAxis(covering: [value, value], unit: "sec/op"))
            #expect(abs(axis.position(value) - 0.5) < 0.01)
        }
    }

    typealias Value = (value: Double, unit: BenchmarkUnit, text: String)

    static let values: [Value] = [
        (1.234e-6, "sec/op", "1.234 µs"), (0, "sec/op", "0 s"), (12, "allocs/op", "12"),
        (11_111, "allocs/op", "11.11 k"),
        (0.5, "faults/op", "0.5"), (472.1, "allocs/op", "472.1"), (1536, "B/op", "1.500 KiB"), (512, "B/op", "512 B"),
        (.infinity, "sec/op", "∞"), (.nan, "sec/op", "?"), (-3, "balance", "-3"), (1e-7, "balance", "100.0 n"),
    ]

    @Test("values are written with four digits and their symbol", arguments: values)
    func notation(row: Value) {
        #expect(ValueNotation.text(row.value, row.unit).replacing("\u{A0}", with: " ") == row.text)
    }

    private func compared(_ factor: Double, kind: MetricKind = .statistical) throws -> Comparison {
        let values = around(1)
        let sample = try #require(
            PairedSample(
                benchmark: "a", metric: Metric("sec/op", .lowerIsBetter, kind),
                base: kind == .exact ? [1, 1] : values,
                head: kind == .exact ? [factor, factor] : values.map { $0 * factor }))
        return Comparison(sample)
    }

    @Test("in the plot of a change twice and half are equally far from the middle")
    func symmetry() throws {
        let comparisons = try [compared(2), compared(0.5)]
        let plot = ChangePlot(comparisons, options: ComparisonOptions())
        let places = try comparisons.map { comparison -> Double in
            let svg = try #require(try PageParser.parse(plot.markup(comparison).source).children.first)
            return try #require(Double(svg.all("circle").first?.attributes["cx"] ?? ""))
        }
        #expect(abs((places[0] - 84) + (places[1] - 84)) < 0.11)
        #expect(places[0] > 84)
    }

    @Test("a change beyond the scale ends in one arrow, and equal counts are not drawn")
    func arrows() throws {
        let near = try (0..<30).map { _ in try compared(1.01) }
        let far = try compared(5)
        let plot = ChangePlot(near + [far], options: ComparisonOptions())
        #expect(plot.limit < 2)
        let svg = try PageParser.parse(plot.markup(far).source)
        #expect(svg.all("path", class: "arrow").count == 1)
        #expect(svg.all("circle").isEmpty)
        #expect(plot.markup(try compared(1, kind: .exact)).isEmpty)
    }

    @Test("the axis of times goes by powers of ten where they differ much")
    func latencyAxis() throws {
        let wide = try #require(LatencyAxis(least: 1e-6, greatest: 5e-3))
        #expect(
            wide.ticks.map(\.label).map { $0.replacing("\u{A0}", with: " ") } == ["1 µs", "10 µs", "100 µs", "1 ms"])
        let middle = try #require(LatencyAxis(least: 1e-6, greatest: 3e-5))
        #expect(middle.ticks.count >= 3)
        let narrow = try #require(LatencyAxis(least: 1e-6, greatest: 2e-6))
        #expect(narrow.position(0) == 0)
        #expect(narrow.ticks.first?.seconds == 0)
        #expect(LatencyAxis(least: 0, greatest: 0) != nil)
        #expect(LatencyAxis(least: 0, greatest: .infinity) == nil)
    }

    @Test("the curve of percentiles rises from the fastest to the slowest operation, in the room it has")
    func percentiles() throws {
        var histogram = LatencyHistogram()
        var random = SplitMix64(seed: 1)
        for _ in 0..<5_000 { histogram.record(UInt64.random(in: 1_000...2_000, using: &random)) }
        histogram.record(1_000_000)
        let plot = PercentilePlot(curves: [.init(label: "a", place: 0, histogram: histogram)], id: "x")
        let svg = try PageParser.parse(plot.markup.source)
        let data = try #require(svg.all("path").first?.attributes["d"])
        let points = data.split(whereSeparator: { "ML".contains($0) }).map { pair in
            pair.split(separator: " ").compactMap { Double($0) }
        }
        #expect(points.allSatisfy { $0.count == 2 && (0...1_000).contains($0[0]) && (0...220).contains($0[1]) })
        #expect(points.map { $0[0] } == points.map { $0[0] }.sorted())
        #expect(points.map { -$0[1] } == points.map { -$0[1] }.sorted())
        #expect(points.first?[0] == 0 && points.last?[0] == 1_000)
        #expect(svg.all("text", class: "middle").map(\.text) == ["min", "p50", "p90", "p99", "p99.9"])
    }
}
