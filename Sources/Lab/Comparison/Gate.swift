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
    public static func decide(
        _ comparisons: [Comparison], missingFromHead: [GateSubject] = [], newInHead: [GateSubject] = [],
        failures: [GateFailure] = [], policy: GatePolicy = GatePolicy()
    ) -> GateDecision {
        let items = comparisons.map { comparison in
            GateDecision.Item(
                comparison: comparison, isDecided: comparison.verdict != .unresolved,
                asksForDecision: policy.asksForDecision(on: comparison))
        }
        let regressed = items.filter { $0.comparison.verdict == .regressed }
        let open = items.filter(\.asksForDecision)
        let missing = missingFromHead.filter(policy.asksFor)
        // Under the exact policy a failure asks through the exact metrics that are then missing.
        let failed = policy.require == .exact ? [] : failures
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
        } else if !open.isEmpty || !missing.isEmpty || !failed.isEmpty || !compared {
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
        reasons += failed.map(sentence)
        reasons += missing.map(sentence)
        reasons += open.map { openness($0.comparison, names) }
        if !items.isEmpty, !compared { reasons.append("not one comparison could be made") }

        var notes = missingFromHead.filter { !policy.asksFor($0) }.map(sentence)
        if policy.require == .exact { notes += failures.map(sentence) }
        notes += items.filter { !$0.isDecided && !$0.asksForDecision }.map { openness($0.comparison, names) }
        notes += items.filter(\.isDecided).flatMap { item in
            item.comparison.warnings.filter(\.concernsAVerdict).map { "\(names[item.comparison]): \($0)" }
        }
        notes += newInHead.map { "\($0): new in head, nothing to compare it with" }
        return GateDecision(
            policy: policy, status: status, items: items, missingFromHead: missingFromHead, newInHead: newInHead,
            failures: failures, decidedBy: decidedBy, reasons: reasons, notes: notes)
    }

    private static func kinds(of items: [GateDecision.Item]) -> Set<MetricKind> {
        Set(items.map(\.comparison.metric.kind))
    }

    private static func sentence(_ failure: GateFailure) -> String { "\(failure.benchmark): failed, \(failure.reason)" }

    private static func sentence(_ missing: GateSubject) -> String { "\(missing): in base, missing from head" }

    private static func openness(_ comparison: Comparison, _ names: Names) -> String {
        let why = comparison.reasons.map(\.description).joined(separator: "; ")
        return "\(names[comparison]): unresolved, \(why)"
    }

    private static func regression(_ comparison: Comparison, _ names: Names) -> String {
        let change = comparison.change.map { " by \(Notation.change($0))" } ?? ""
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
