import Lab

/// All metrics of one benchmark, a line each, with the runs side by side.
struct MetricTable {
    let runs: [BenchmarkSection.RunRounds]

    var markup: Markup {
        let units = runs.flatMap(\.rounds.series).map(\.metric.unit)
            .reduce(into: [BenchmarkUnit]()) { if !$0.contains($1) { $0.append($1) } }
            .sorted(by: MetricOrder.precedes)
        guard !units.isEmpty else { return .empty }
        return Markup(.div, [.class: "scroll"]) {
            Markup(.table, [.class: "metrics"]) {
                Markup(.thead) {
                    if runs.count > 1 {
                        Markup(.tr) {
                            Markup(.td)
                            for run in runs {
                                Markup(.th, [.scope: "colgroup", .colspan: 4, .class: "first"]) {
                                    Markup.run(run.label, place: run.place)
                                }
                            }
                        }
                    }
                    Markup(.tr) {
                        ColumnHead(title: "metric").markup
                        for _ in runs {
                            ColumnHead(title: "value", isNumeric: true, isFirst: true).markup
                            ColumnHead(title: "±", isNumeric: true).markup
                            ColumnHead(title: "interval", isNumeric: true).markup
                            ColumnHead(title: "rounds", isNumeric: true).markup
                        }
                    }
                }
                Markup(.tbody) { for unit in units { row(unit) } }
            }
        }
    }

    private func row(_ unit: BenchmarkUnit) -> Markup {
        Markup(.tr) {
            Markup(.th, [.scope: "row"]) { unit.name }
            for run in runs {
                let summary = run.rounds[unit]?.summary
                Markup(.td, [.class: "number first"]) { summary.map { ValueNotation.text($0.centre, unit) } ?? "" }
                Markup(.td, [.class: "number reach"]) { summary.map(ValueNotation.reach) ?? "" }
                Markup(.td, [.class: "number interval"]) { summary.map { bounds($0, unit) } ?? "" }
                Markup(.td, [.class: "number"]) { summary.map { "\($0.count)" } ?? "" }
            }
        }
    }

    /// Nothing where it would say the same as the median.
    private func bounds(_ summary: Summary, _ unit: BenchmarkUnit) -> String {
        summary.low == summary.high ? "" : ValueNotation.bounds(summary, unit)
    }
}
