import Lab

/// One run against the base: the gate's sentence, the verdicts counted, and every comparison in a table.
struct ComparisonSection {
    let report: Report
    let comparison: ReportComparison
    let anchors: [String: Anchor]

    private var decision: GateDecision { comparison.decision }

    var markup: Markup {
        Markup(.section, [.class: "comparison"]) {
            Markup(.h2) {
                if report.comparisons.count > 1 {
                    Markup.run(comparison.head.label)
                    Markup(.span, [.class: "against"]) { " against " }
                    Markup.run(report.runs[0].label)
                } else {
                    "Verdicts"
                }
            }
            Markup(.div, [.class: "decision \(decision.status.rawValue)"]) {
                Markup(.p, [.class: "headline"]) { decision.headline }
                if !comparison.differences.isEmpty {
                    Markup(.p) { "Measured on another machine or build, so that times cannot be compared:" }
                    Markup.list(comparison.differences, class: "differences")
                }
                reasons
            }
            counts
            if !decision.items.isEmpty { table }
            notes
        }
    }

    /// Why the gate decides as it does; a long list is folded behind its first, which are the gravest. What cannot be
    /// compared stands last, and has been told for all at once.
    private var reasons: Markup {
        let incomparable = decision.items.count { $0.asksForDecision && $0.comparison.isIncomparable }
        let telling = decision.reasons.count - min(incomparable, decision.reasons.count)
        let shown = telling <= Self.reasonLimit + 2 ? telling : Self.reasonLimit
        let folded = decision.reasons.count - shown
        return .group {
            Markup.list(Array(decision.reasons.prefix(shown)), class: "reasons")
            if folded > 0 {
                Markup(.details) {
                    Markup(.summary) { shown == 0 ? ValueNotation.count(folded, "reason") : "and \(folded) more" }
                    Markup.list(Array(decision.reasons.dropFirst(shown)), class: "reasons")
                }
            }
        }
    }

    private static let reasonLimit = 8

    private var counts: Markup {
        Markup(.ul, [.class: "counts"]) {
            for verdict in Verdict.byGravity {
                let count = comparison.count(verdict)
                Markup(.li, [.class: count == 0 ? "none" : verdict.rawValue]) {
                    Markup(.strong) { "\(count)" }
                    " \(verdict.rawValue)"
                }
            }
        }
    }

    private var table: Markup {
        let plot = ChangePlot(decision.items.map(\.comparison), options: comparison.options)
        let ends = plot.ends
        return Markup(.div, [.class: "scroll"]) {
            Markup(.table, [.class: "figures comparisons sortable"]) {
                Markup(.caption) { caption }
                Markup(.thead) {
                    Markup(.tr) {
                        ColumnHead(title: "benchmark", sorting: .text).markup
                        ColumnHead(title: "metric", sorting: .text).markup
                        ColumnHead(title: "base", isNumeric: true).markup
                        ColumnHead(title: "head", isNumeric: true).markup
                        ColumnHead(title: "change", sorting: .number, isNumeric: true).markup
                        Markup(.th, [.scope: "col", .class: "number interval"]) { "interval" }
                        Markup(.th, [.class: "plot", .ariaHidden: "true"]) {
                            Markup(.span) { ends.low.unbroken }
                            Markup(.span) { "0" }
                            Markup(.span) { ends.high.unbroken }
                        }
                        ColumnHead(title: "verdict", sorting: .rank).markup
                    }
                }
                Markup(.tbody) { for comparison in sorted { row(comparison, plot) } }
            }
        }
    }

    /// What has to be acted on first; within a verdict by benchmark, in the order of the run.
    private var sorted: [Comparison] {
        let inOrder = report.benchmarks.flatMap(comparison.comparisons)
        return Verdict.byGravity.flatMap { verdict in inOrder.filter { $0.verdict == verdict } }
    }

    private var caption: String {
        let options = comparison.options
        let tests = decision.items.count { $0.comparison.adjustedP != nil }
        let correction =
            tests == 0 ? "" : ", corrected for \(ValueNotation.count(tests, "test")) (Benjamini–Hochberg)"
        return "Medians of rounds; the band is the threshold of ±\(Notation.percent(options.threshold).unbroken). "
            + "Intervals at \(Notation.percent(options.confidence).unbroken); p below "
            + "\(Notation.plain(options.alpha))\(correction). Counts are compared exactly."
    }

    private func row(_ comparison: Comparison, _ plot: ChangePlot) -> Markup {
        let unit = comparison.metric.unit
        return Markup(.tr, [.class: comparison.verdict.rawValue]) {
            Markup(.th, [.scope: "row"]) {
                if let anchor = anchors[comparison.benchmark] {
                    Markup.link(to: anchor) { Markup.benchmark(comparison.benchmark) }
                } else {
                    Markup.benchmark(comparison.benchmark)
                }
            }
            Markup(.td, [.class: "metric"]) { unit.name }
            value(comparison.base, unit, label: "base")
            value(comparison.head, unit, label: "head")
            Markup(
                .td,
                [
                    .class: comparison.change == 0 ? "number none" : "number change",
                    .sortValue: ComparisonSentence.shownChange(comparison)?.sortValue,
                ]
            ) {
                ComparisonSentence.change(comparison)
            }
            Markup(.td, [.class: "number interval"]) { comparison.intervalText.unbroken }
            Markup(.td, [.class: "plot"]) { plot.markup(comparison) }
            Markup(.td, [.sortValue: comparison.verdict.gravity]) {
                Markup.verdict(comparison.verdict, title: ComparisonSentence.evidence(comparison))
            }
        }
    }

    private func value(_ summary: Summary, _ unit: BenchmarkUnit, label: String) -> Markup {
        Markup(.td, [.class: "number", .cellLabel: label]) { ValueNotation.text(summary.centre, unit) }
    }

    private var notes: Markup {
        guard !decision.notes.isEmpty else { return .empty }
        return Markup(.details, [.class: "notes"]) {
            Markup(.summary) { ValueNotation.count(decision.notes.count, "note") }
            Markup.list(decision.notes, class: "plain")
        }
    }
}

/// A comparison in words.
enum ComparisonSentence {
    /// `+7.9 %`; from nothing to something it is infinite, and where it is undefined there is nothing to say.
    static func change(_ comparison: Comparison) -> String {
        shownChange(comparison).map { Notation.change($0).unbroken } ?? ""
    }

    /// The change as it is shown and sorted by.
    static func shownChange(_ comparison: Comparison) -> Double? {
        let interval = comparison.interval
        return comparison.change ?? (interval.low == interval.high && interval.low.isInfinite ? interval.low : nil)
    }

    /// What a verdict rests on: `p = 0.002 after correction, 8 and 8 rounds`, and why it is open where it is.
    static func evidence(_ comparison: Comparison) -> String {
        var parts: [String] = []
        if let p = comparison.adjustedP { parts.append("p = \(Notation.short(p)) after correction") }
        parts.append("\(comparison.base.count) and \(ValueNotation.count(comparison.head.count, "round"))")
        let reasons = comparison.reasons.map(\.description) + comparison.warnings.map(\.description)
        return ([parts.joined(separator: ", ")] + reasons).joined(separator: "; ")
    }
}

extension Comparison {
    /// Whether the two sides were measured on machines or builds whose times say nothing of each other.
    fileprivate var isIncomparable: Bool {
        reasons.contains { if case .incomparable = $0 { true } else { false } }
    }
}
