import Lab

/// The figures of each run by themselves, a line a benchmark.
struct ResultsSections {
    let report: Report
    let anchors: [String: Anchor]

    /// The page's main table where there is one run; folded away where the comparison is what counts.
    var markup: Markup {
        .group {
            if report.isComparison {
                Markup(.section, [.class: "results"]) {
                    Markup(.h2) { "Results" }
                    for run in report.runs.reversed() {
                        Markup(.details) {
                            Markup(.summary) {
                                "All figures of "
                                Markup.run(run.label)
                            }
                            tables(of: run)
                        }
                    }
                }
            } else {
                Markup(.section, [.class: "results"]) {
                    Markup(.h2) { "Results" }
                    tables(of: report.runs[0])
                }
            }
        }
    }

    private func tables(of run: ReportRun) -> Markup {
        .group {
            for kind in [Benchmark.Kind.rate, .latency] {
                ResultsTable(run: run, kind: kind, anchors: anchors).markup
            }
        }
    }
}
