import Lab

/// The benchmarks of one kind in one run: what the terminal's table shows, and the rounds as dots.
struct ResultsTable {
    let run: ReportRun
    let anchors: [String: Anchor]
    private let benchmarks: [BenchmarkRounds]
    private let columns: [Column]
    private let spread: SpreadPlot

    private struct Column {
        let title: String
        let unit: BenchmarkUnit
        var showsInterval = false
    }

    init(run: ReportRun, kind: Benchmark.Kind, anchors: [String: Anchor]) {
        self.run = run
        self.anchors = anchors
        let benchmarks = run.benchmarks.filter { $0.entry.kind == kind }
        self.benchmarks = benchmarks
        columns = Self.columns(kind).filter { column in benchmarks.contains { $0[column.unit] != nil } }
        spread = SpreadPlot(benchmarks.compactMap(\.leading))
    }

    private static func columns(_ kind: Benchmark.Kind) -> [Column] {
        let counts = [Column(title: "allocs/op", unit: .allocations), Column(title: "bytes/op", unit: .allocatedBytes)]
        let rest = [
            Column(title: "peak RSS", unit: Metric.peakMemory.unit),
            Column(title: "items/s", unit: Throughput.items(1).metric.unit),
            Column(title: "bytes/s", unit: Throughput.bytes(1).metric.unit),
        ]
        switch kind {
        case .rate:
            return [
                Column(title: "time/op", unit: .wallTime, showsInterval: true), Column(title: "CPU/op", unit: .cpuTime),
            ] + counts + rest
        case .latency:
            // "p99-sec/op" is headed "p99".
            return Metric.latencies.map { metric, _ in
                Column(
                    title: String(metric.unit.name.prefix { $0 != "-" }), unit: metric.unit,
                    showsInterval: metric.unit == "p50-sec/op")
            } + counts + rest
        }
    }

    var markup: Markup {
        guard !benchmarks.isEmpty else { return .empty }
        return Markup(.div, [.class: "scroll"]) {
            Markup(.table, [.class: "figures sortable"]) {
                Markup(.caption) {
                    "Medians of rounds; ± is the interval of the median at \(Notation.percent(run.confidence).unbroken). One dot a round, from the median; "
                    "rounds go from top to bottom."
                }
                Markup(.thead) {
                    Markup(.tr) {
                        ColumnHead(title: "benchmark", sorting: .text).markup
                        for column in columns {
                            ColumnHead(title: column.title, sorting: .number, isNumeric: true).markup
                            if column.showsInterval {
                                ColumnHead(title: "±", sorting: .number, isNumeric: true).markup
                                Markup(.th, [.class: "plot", .ariaHidden: "true"]) {
                                    Markup(.span) { "rounds, \(spread.end)" }
                                }
                            }
                        }
                    }
                }
                Markup(.tbody) { for benchmark in benchmarks { row(benchmark) } }
            }
        }
    }

    private func row(_ benchmark: BenchmarkRounds) -> Markup {
        Markup(.tr) {
            Markup(.th, [.scope: "row"]) {
                if let anchor = anchors[benchmark.entry.name] {
                    Markup.link(to: anchor) { Markup.benchmark(benchmark.entry.name) }
                }
                if !benchmark.failures.isEmpty {
                    Markup(.span, [.class: "failed"]) { " failed" }
                }
            }
            for column in columns { cells(benchmark[column.unit], column) }
        }
    }

    private func cells(_ series: BenchmarkRounds.Series?, _ column: Column) -> Markup {
        let summary = series?.summary
        return .group {
            Markup(
                .td, [.class: "number", .cellLabel: column.title, .sortValue: summary?.centre.sortValue]
            ) {
                summary.map { ValueNotation.text($0.centre, column.unit) } ?? ""
            }
            if column.showsInterval {
                Markup(.td, [.class: "number reach", .sortValue: summary.map(Self.reach)?.sortValue]) {
                    summary.map(ValueNotation.reach) ?? ""
                }
                Markup(.td, [.class: "plot"]) { series.map(spread.markup) ?? .empty }
            }
        }
    }

    private static func reach(_ summary: Summary) -> Double {
        max(summary.high - summary.centre, summary.centre - summary.low) / abs(summary.centre)
    }
}
