/// The results of one run, a line a benchmark, for reading on a terminal.
public struct RunTable {
    private let summary: RunSummary

    /// A table of all benchmarks of the summary, in its order.
    public init(_ summary: RunSummary) { self.summary = summary }

    private struct Column {
        let title: String
        let unit: BenchmarkUnit
        /// What is written behind a value; the title's unit otherwise.
        var suffix = ""
        var showsInterval = false
    }

    private static let rateColumns = [
        Column(title: "time/op", unit: .wallTime, suffix: "s", showsInterval: true),
        Column(title: "CPU/op", unit: .cpuTime, suffix: "s"),
        Column(title: "allocs/op", unit: .allocations), Column(title: "bytes/op", unit: .allocatedBytes, suffix: "B"),
        Column(title: "peak RSS", unit: Metric.peakMemory.unit, suffix: "B"),
        Column(title: "items/s", unit: Throughput.items(1).metric.unit),
        Column(title: "bytes/s", unit: Throughput.bytes(1).metric.unit, suffix: "B"),
    ]

    private static let latencyColumns =
        Metric.latencies.map { metric, _ in
            // "p99-sec/op" is headed "p99".
            Column(title: String(metric.unit.name.prefix { $0 != "-" }), unit: metric.unit, suffix: "s")
        } + rateColumns.filter { $0.unit == .allocations || $0.unit == .allocatedBytes }

    /// The tables as text, benchmarks of a kind under one heading, with what is to be known of single ones below.
    public func text() -> String {
        var sections: [String] = []
        for (kind, columns) in [(Benchmark.Kind.rate, Self.rateColumns), (.latency, Self.latencyColumns)] {
            let benchmarks = summary.benchmarks.filter { $0.entry.kind == kind && !$0.values.isEmpty }
            if !benchmarks.isEmpty { sections.append(table(of: benchmarks, columns: columns)) }
        }
        let remarks = summary.benchmarks.flatMap { self.remarks(on: $0) }
        if !remarks.isEmpty { sections.append(remarks.joined(separator: "\n") + "\n") }
        return sections.joined(separator: "\n")
    }

    private func table(of benchmarks: [RunSummary.BenchmarkValues], columns: [Column]) -> String {
        let columns =
            columns.filter { column in benchmarks.contains { !$0.values(of: column.unit).isEmpty } }
            + customColumns(of: benchmarks)
        var table = TextTable()
        table.startRow()
        table.add("benchmark")
        for column in columns {
            table.add(column.title, .right, margin: "   ")
            if column.showsInterval { table.add("", margin: " ") }
        }
        for benchmark in benchmarks {
            table.startRow()
            table.add(benchmark.entry.name)
            for column in columns {
                let summary = Summary(sample: benchmark.values(of: column.unit))
                table.add(summary.map { text($0.centre, column) } ?? "", .right, margin: "   ")
                if column.showsInterval { table.add(summary.map(interval) ?? "", .right, margin: " ") }
            }
        }
        return table.formatted()
    }

    /// A column for each metric that benchmarks report of themselves.
    private func customColumns(of benchmarks: [RunSummary.BenchmarkValues]) -> [Column] {
        let known = Set(Self.rateColumns.map(\.unit))
        var units: [BenchmarkUnit] = []
        for metric in benchmarks.lazy.flatMap(\.values).map(\.metric)
        where !metric.isMeasuredByTheLab && !known.contains(metric.unit) && !units.contains(metric.unit) {
            units.append(metric.unit)
        }
        return units.map { Column(title: $0.name, unit: $0) }
    }

    private func text(_ value: Double, _ column: Column) -> String {
        column.unit.shown(value) + column.suffix
    }

    /// `± 2%`, the larger side of the interval; infinite where there are too few rounds for one.
    private func interval(_ summary: Summary) -> String { "± \(ComparisonNotation.interval(summary))" }

    private func remarks(on benchmark: RunSummary.BenchmarkValues) -> [String] {
        var remarks = benchmark.notes
        if let (_, failure) = benchmark.failures.first {
            let count = benchmark.failures.count
            remarks.append("failed in \(count) round\(count == 1 ? "" : "s"), \(failure)")
        }
        let unsteady = benchmark.timedRounds - benchmark.steadyRounds
        if unsteady * 2 > benchmark.timedRounds {
            remarks.append("not steady after its warm-up in \(unsteady) of \(benchmark.timedRounds) rounds")
        }
        for metric in [Metric.allocations, .allocatedBytes] {
            let values = benchmark.values(of: metric.unit)
            if let low = values.min(), let high = values.max(), low < high {
                remarks.append(
                    "\(metric.unit) differs between rounds: \(metric.unit.format(low)) to \(metric.unit.format(high))")
            }
        }
        return remarks.map { "\(benchmark.entry.name): \($0)".onOneLine }
    }
}
