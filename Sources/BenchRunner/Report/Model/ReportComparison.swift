import Lab

/// One run against the base: the verdicts that `gate` comes to for the two.
struct ReportComparison: Sendable {
    let head: ReportRun
    let decision: GateDecision
    /// What makes times of the two incomparable, a sentence each.
    let differences: [String]
    let options: ComparisonOptions
    /// What was left out of the comparison, and why.
    let warnings: [String]
    private let comparisons: [String: [Comparison]]

    /// - Parameter files: Base and head.
    init(
        base: ReportRun, head: ReportRun, files: [ResultFile], filter: Filter?, options: ComparisonOptions,
        policy: GatePolicy
    ) throws {
        // As for a gate: a configuration that differs is a reason to leave times undecided, not to hide them.
        let inputs = try ComparedInputs(
            files, grouping: Grouping(table: "pkg", ignore: ".config"), filter: filter, options: options)
        let known = Set(base.warnings + head.warnings)
        warnings = inputs.warnings.filter { !known.contains($0) }
        let unpaired = inputs.unpaired(base: base.label, head: head.label)
        decision = Gate.decide(
            inputs.comparisons().map(\.comparison), missingFromHead: unpaired.missingFromHead,
            newInHead: unpaired.newInHead, failures: inputs.failures(of: head.label),
            baseFailures: inputs.failures(of: base.label), policy: policy)
        self.head = head
        differences = head.header.environment.differences(from: base.header.environment)
        self.options = options
        comparisons = Dictionary(grouping: decision.items.map(\.comparison), by: \.benchmark)
            .mapValues { $0.sorted { MetricOrder.precedes($0.metric.unit, $1.metric.unit) } }
    }

    /// The comparisons of one benchmark, one a metric.
    func comparisons(of benchmark: String) -> [Comparison] { comparisons[benchmark] ?? [] }

    func count(_ verdict: Verdict) -> Int { decision.items.count { $0.comparison.verdict == verdict } }
}

extension Verdict {
    /// The order in which they are shown: what has to be acted on first.
    static let byGravity: [Verdict] = [.regressed, .improved, .unresolved, .equivalent]

    /// The place in that order, from 0.
    var gravity: Int { Self.byGravity.firstIndex(of: self) ?? Self.byGravity.count }
}
