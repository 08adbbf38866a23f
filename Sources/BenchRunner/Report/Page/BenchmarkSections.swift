import Lab

/// Everything about each benchmark: its figures, its rounds as plots, its warm-up, its notes and failures.
struct BenchmarkSections {
    let report: Report
    let anchors: [String: Anchor]

    /// Up to so many benchmarks all of them stand open.
    private static let openLimit = 6

    var markup: Markup {
        Markup(.section, [.class: "benchmarks"]) {
            Markup(.h2) { "Benchmarks" }
            for name in report.benchmarks {
                if let anchor = anchors[name] { section(name, anchor) }
            }
        }
    }

    private func section(_ name: String, _ anchor: Anchor) -> Markup {
        let runs = report.runs.enumerated().compactMap { place, run in
            run[name].map {
                BenchmarkSection.RunRounds(
                    place: report.isComparison ? place : 1, label: run.label, rounds: $0,
                    profiles: run.profiles[name] ?? [])
            }
        }
        let verdicts = Verdict.byGravity.filter { verdict in
            report.comparisons.contains { $0.comparisons(of: name).contains { $0.verdict == verdict } }
        }
        let hasFailed = runs.contains { !$0.rounds.failures.isEmpty }
        let isOpen =
            report.benchmarks.count <= Self.openLimit || hasFailed || verdicts.first == .regressed
        return Markup(.details, [.class: "benchmark", .open: isOpen]) {
            Markup(.summary) {
                Markup.benchmark(name)
                Markup(.span, [.class: "badges"]) {
                    if hasFailed { Markup(.span, [.class: "failed"]) { "failed" } }
                    for verdict in verdicts { Markup.verdict(verdict) }
                    if let leading = runs.last?.rounds.leading, let summary = leading.summary {
                        Markup(.span, [.class: "leading"]) {
                            ValueNotation.text(summary.centre, leading.metric.unit)
                        }
                    }
                }
            }
            // Inside, so that a browser opens the section when a link leads here, with or without a script.
            Markup(.div, [.id: anchor, .class: "body"]) {
                BenchmarkSection(
                    id: anchor.name, runs: runs, isComparison: report.isComparison,
                    comparisons: report.comparisons.map { ($0.head.label, $0.comparisons(of: name)) }
                ).markup
            }
        }
    }
}
