/// Turns comparisons into a decision.
///
/// A regression weighs most: it decides whatever else is open. Then, nothing passes because something was missing: an
/// unresolved exact metric is asked for under every policy, and where not one comparison could be made the gate is
/// undecided, whatever the policy.
public enum Gate {
    /// Decides.
    ///
    /// - Parameters:
    ///   - comparisons: of everything that both sides have.
    ///   - missingFromHead: benchmarks, or single metrics, that base has and head has not; not those in `comparisons`.
    ///   - newInHead: likewise the other way round; it never fails a gate.
    ///   - failures: the benchmarks that failed while head was measured.
    ///   - baseFailures: those that failed while base was measured. They are noted, and fail no gate: head is not to
    ///     blame, and may have mended them.
    public static func decide(
        _ comparisons: [Comparison], missingFromHead: [GateSubject] = [], newInHead: [GateSubject] = [],
        failures: [GateFailure] = [], baseFailures: [GateFailure] = [], policy: GatePolicy = GatePolicy()
    ) -> GateDecision {
        let items = comparisons.map { comparison in
            GateDecision.Item(
                comparison: comparison, isDecided: comparison.verdict != .unresolved,
                asksForDecision: policy.asksForDecision(on: comparison))
        }
        let regressed = items.filter { $0.comparison.verdict == .regressed }
        let open = items.filter(\.asksForDecision)
        let missing = missingFromHead.filter(policy.asksFor)
        let compared = items.contains { item in
            item.isDecided || !item.comparison.reasons.contains(where: \.preventsComparison)
        }

        let status: GateDecision.Status
        let decidedBy: Set<MetricKind>
        if items.isEmpty {
            status = .nothingInCommon
            decidedBy = []
        } else if !regressed.isEmpty {
            status = .regressed
            decidedBy = kinds(of: regressed)
        } else if !open.isEmpty || !missing.isEmpty || !failures.isEmpty || !compared {
            status = .undecided
            decidedBy = kinds(of: open).union(missing.compactMap(\.metric?.kind))
        } else {
            status = .passed
            decidedBy = kinds(of: items.filter(\.isDecided))
        }

        let names = Names(comparisons)
        var reasons: [String] = []
        if items.isEmpty { reasons.append("nothing to compare: no benchmark and metric is in both base and head") }
        reasons += regressed.map { regression($0.comparison, names) }
        reasons += failures.map { sentence($0, of: "head") }
        // That a failed benchmark's metrics are missing goes without saying.
        let hasFailed = Set(failures.map(\.benchmark))
        reasons += gathered(missing.filter { !hasFailed.contains($0.benchmark) }) { ("\($0)", isMissing) }
        reasons += gathered(open) { (names[$0.comparison], openness($0.comparison)) }
        if !items.isEmpty, !compared { reasons.append("not one comparison could be made") }

        var notes = gathered(missingFromHead.filter { !policy.asksFor($0) }) { ("\($0)", isMissing) }
        notes += baseFailures.map { sentence($0, of: "base") }
        notes += gathered(items.filter { !$0.isDecided && !$0.asksForDecision }) {
            (names[$0.comparison], openness($0.comparison))
        }
        let doubts = items.filter(\.isDecided).flatMap { item in
            item.comparison.warnings.filter(\.concernsAVerdict).map { (item.comparison, $0.description) }
        }
        notes += gathered(doubts) { (names[$0], $1) }
        notes += gathered(newInHead) { ("\($0)", "new in head, nothing to compare it with") }
        return GateDecision(
            policy: policy, status: status, items: items, missingFromHead: missingFromHead, newInHead: newInHead,
            failures: failures, decidedBy: decidedBy, reasons: reasons, notes: notes)
    }

    private static func kinds(of items: [GateDecision.Item]) -> Set<MetricKind> {
        Set(items.map(\.comparison.metric.kind))
    }

    private static func sentence(_ failure: GateFailure, of side: String) -> String {
        "\(failure.benchmark): failed\(side == "head" ? "" : " in \(side)"), \(failure.reason)"
    }

    private static let isMissing = "in base, missing from head"

    private static func openness(_ comparison: Comparison) -> String {
        "unresolved, \(comparison.reasons.map(\.description).joined(separator: "; "))"
    }

    /// A sentence for all that the same is said of, in the order of the first: on another machine it is said of
    /// everything, and would bury what is not like it.
    private static func gathered<Element>(
        _ elements: [Element], _ parts: (Element) -> (subject: String, statement: String)
    ) -> [String] {
        var subjects: [String: [String]] = [:]
        var statements: [String] = []
        for (subject, statement) in elements.map(parts) {
            if subjects[statement] == nil { statements.append(statement) }
            subjects[statement, default: []].append(subject)
        }
        return statements.map { statement in
            let all = subjects[statement] ?? []
            let rest = all.count - subjectLimit
            // "and 1 more" takes the place that the one would.
            let shown = rest > 1 ? all.prefix(subjectLimit) + ["and \(rest) more"] : all[...]
            return "\(shown.joined(separator: ", ")): \(statement)"
        }
    }

    /// How many subjects of one statement are named.
    private static let subjectLimit = 4

    private static func regression(_ comparison: Comparison, _ names: Names) -> String {
        // A count may differ by less than a share shows; the counts themselves stand behind.
        let change = comparison.change.map(Notation.change).flatMap { $0 == "0 %" ? nil : " by \($0)" } ?? ""
        let evidence: String
        switch comparison.metric.kind {
        case .statistical:
            let p = comparison.adjustedP.map { ", p = \(Notation.short($0))" } ?? ""
            evidence = "\(Notation.interval(comparison.interval))\(p)"
        case .exact:
            evidence = Notation.ranges(
                comparison.base.low...comparison.base.high, comparison.head.low...comparison.head.high)
        }
        return "\(names[comparison]): regressed\(change) (\(evidence))"
    }

    /// Names comparisons, with their configuration where the benchmark and the metric alone would be ambiguous.
    private struct Names {
        private var counts: [GateSubject: Int] = [:]

        init(_ comparisons: [Comparison]) {
            for comparison in comparisons { counts[Self.plain(comparison), default: 0] += 1 }
        }

        subscript(comparison: Comparison) -> String {
            let plain = Self.plain(comparison)
            guard counts[plain, default: 0] > 1 else { return "\(plain)" }
            return
                "\(GateSubject(benchmark: comparison.benchmark, configuration: comparison.configuration, metric: comparison.metric))"
        }

        private static func plain(_ comparison: Comparison) -> GateSubject {
            GateSubject(benchmark: comparison.benchmark, metric: comparison.metric)
        }
    }
}

extension ComparisonWarning {
    /// Whether it casts a doubt on a verdict that was reached, rather than on the table's figures.
    fileprivate var concernsAVerdict: Bool {
        switch self {
        case .variesBetweenRounds, .singleRound: true
        case .tooFewForInterval, .tooFewToDetect, .allEqual, .approximated: false
        }
    }
}
