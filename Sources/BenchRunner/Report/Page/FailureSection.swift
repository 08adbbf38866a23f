import Lab

/// The benchmarks that failed, before anything else: what is missing from a table is easily overlooked.
struct FailureSection {
    let report: Report
    let anchors: [String: Anchor]

    var markup: Markup {
        let failed = report.runs.flatMap { run in run.failed.map { (run: run, rounds: $0) } }
        guard !failed.isEmpty else { return .empty }
        return Markup(.section, [.class: "failures"]) {
            Markup(.h2) { "\(ValueNotation.count(failed.count, "benchmark")) failed" }
            Markup(.ul) {
                for (run, rounds) in failed {
                    Markup(.li) {
                        if let anchor = anchors[rounds.entry.name] {
                            Markup.link(to: anchor) { Markup.benchmark(rounds.entry.name) }
                        }
                        if report.isComparison { Markup(.span, [.class: "role"]) { " in \(run.label)" } }
                        for summary in FailureSummary.of(rounds) {
                            Markup(.p) { summary.sentence }
                        }
                    }
                }
            }
        }
    }
}

/// Failed rounds of one benchmark that failed alike.
struct FailureSummary {
    /// `crashed: signal 11 in round 3`
    let sentence: String
    /// The last that the first of the rounds printed.
    let output: String

    /// Each way in which rounds failed once, in the order of the rounds.
    static func of(_ rounds: BenchmarkRounds) -> [FailureSummary] {
        var order: [String] = []
        var groups: [String: [(key: Round.Key, failure: RoundFailure)]] = [:]
        for entry in rounds.failures {
            let kind = entry.failure.description
            if groups[kind] == nil { order.append(kind) }
            groups[kind, default: []].append(entry)
        }
        return order.compactMap { kind in
            guard let group = groups[kind], let first = group.first else { return nil }
            let numbers = group.prefix(8).map { "\($0.key.number)\($0.key.pass == .count ? " (counting)" : "")" }
            let more = group.count > numbers.count ? " and \(group.count - numbers.count) more" : ""
            let place = "round\(group.count == 1 ? "" : "s") \(numbers.joined(separator: ", "))\(more)"
            return FailureSummary(sentence: "\(kind) – \(place)", output: first.failure.output)
        }
    }
}
