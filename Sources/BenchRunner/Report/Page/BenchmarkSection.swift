import Lab

/// Everything about one benchmark.
struct BenchmarkSection {
    /// What the rounds of the benchmark gave in one of the page's runs.
    struct RunRounds {
        /// Of the run on the page, from 0.
        let place: Int
        let label: String
        let rounds: BenchmarkRounds
        let profiles: [BenchmarkProfile]
    }

    /// What the section's own anchors start with.
    let id: String
    /// Those of the page's runs that have the benchmark, the base first.
    let runs: [RunRounds]
    let isComparison: Bool
    /// By head.
    let comparisons: [(head: String, comparisons: [Comparison])]

    var markup: Markup {
        .group {
            attributes
            for run in runs { failures(of: run) }
            verdicts
            for (index, unit) in plottedUnits.enumerated() { strip(unit, id: "\(id).\(index)") }
            percentiles
            MetricTable(runs: runs).markup
            for run in runs {
                for profile in run.profiles {
                    HotFunctions(profile: profile, run: isComparison ? run.label : nil).markup
                }
            }
            for run in runs { course(of: run) }
            Markup.link(to: .top, class: "back") { "Back to the top" }
        }
    }

    /// What the benchmark declares of itself.
    private var attributes: Markup {
        guard let entry = runs.last?.rounds.entry else { return .empty }
        var parts = [entry.kind == .latency ? "latency: each operation timed alone" : ""]
        switch entry.throughput {
        case .items(let count): parts.append("\(count) items an operation")
        case .bytes(let count): parts.append("\(ValueNotation.memory(count)) an operation")
        case nil: break
        }
        parts += entry.tags.map { "#\($0)" }
        parts.removeAll(where: \.isEmpty)
        return parts.isEmpty ? .empty : Markup(.p, [.class: "attributes"]) { parts.joined(separator: " · ") }
    }

    private func failures(of run: RunRounds) -> Markup {
        .group {
            for summary in FailureSummary.of(run.rounds) {
                Markup(.div, [.class: "failure"]) {
                    Markup(.p) {
                        if isComparison { Markup(.bdi, [.class: "run"]) { "\(run.label): " } }
                        summary.sentence
                    }
                    if !summary.output.isEmpty { Markup(.pre) { "\n" + summary.output } }
                }
            }
        }
    }

    /// Each comparison as a sentence, with why it is open and what to mind.
    private var verdicts: Markup {
        let all = comparisons.flatMap { head, comparisons in comparisons.map { (head: head, comparison: $0) } }
        guard !all.isEmpty else { return .empty }
        return Markup(.ul, [.class: "sentences"]) {
            for (head, comparison) in all {
                Markup(.li) {
                    Markup.verdict(comparison.verdict)
                    Markup(.span, [.class: "metric"]) { " \(comparison.metric.unit.name) " }
                    if comparisons.count > 1 {
                        "in "
                        Markup.run(head)
                        " "
                    }
                    Markup(.strong) { ComparisonSentence.change(comparison) }
                    if !comparison.intervalText.isEmpty { " (\(comparison.intervalText.unbroken))" }
                    Markup(.small) { " " + ComparisonSentence.evidence(comparison) }
                }
            }
        }
    }

    /// What is shown round by round: what benchmarks are judged by and what they report of themselves; of counts only
    /// those that vary.
    private var plottedUnits: [BenchmarkUnit] {
        var units: [BenchmarkUnit] = []
        for series in runs.flatMap(\.rounds.series) where !series.metric.isDiagnostic {
            let unit = series.metric.unit
            let isConstant = runs.allSatisfy { $0.rounds[unit]?.isConstant ?? true }
            if units.contains(unit) || series.metric.kind == .exact && isConstant { continue }
            units.append(unit)
        }
        units.sort(by: MetricOrder.precedes)
        // What is processed in a second follows from the time and would only repeat its plot.
        return units.filter { unit in !runs.contains { $0.rounds.entry.throughput?.metric.unit == unit } }
    }

    private func strip(_ unit: BenchmarkUnit, id: String) -> Markup {
        let lanes = runs.compactMap { run -> StripPlot.Lane? in
            guard let series = run.rounds[unit], let summary = series.summary else { return nil }
            return StripPlot.Lane(
                label: isComparison ? run.label : "median", place: run.place, series: series, summary: summary)
        }
        return Markup(.div, [.class: "chart"]) {
            Markup(.h3) { unit.name }
            StripPlot(unit: unit, lanes: lanes, id: id).markup
        }
    }

    private var percentiles: Markup {
        let curves = runs.compactMap { run in
            run.rounds.latencies.map { PercentilePlot.Curve(label: run.label, place: run.place, histogram: $0) }
        }
        guard !curves.isEmpty else { return .empty }
        return Markup(.div, [.class: "chart"]) {
            Markup(.h3) { "time of an operation by percentile" }
            if isComparison {
                Markup(.p, [.class: "legend"]) {
                    for curve in curves {
                        Markup(.span, [.class: "run-\(curve.place)"]) {
                            Markup(.svg, [.width: 28, .height: 8, .ariaHidden: "true"]) {
                                Markup(.line, [.x1: 0, .x2: 28, .y1: 4, .y2: 4])
                            }
                            " \(curve.label) "
                        }
                    }
                }
            }
            PercentilePlot(curves: curves, id: "\(id).percentiles").markup
        }
    }

    /// How measuring went.
    private func course(of run: RunRounds) -> Markup {
        let sentences = MeasurementCourse.sentences(run.rounds) + run.rounds.notes
        guard !sentences.isEmpty else { return .empty }
        return Markup(.div, [.class: "course"]) {
            if isComparison { Markup(.p) { Markup.run(run.label, place: run.place) } }
            Markup.list(sentences, class: "plain")
        }
    }
}
