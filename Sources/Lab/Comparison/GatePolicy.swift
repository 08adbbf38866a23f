/// What a gate insists on before it passes.
///
/// A regression fails the gate under every policy, and under every policy a benchmark that failed leaves it undecided. A
/// policy says which comparisons must not be left open.
public struct GatePolicy: Sendable, Equatable {
    /// Which comparisons have to be decided.
    public enum Requirement: String, Sendable, CaseIterable {
        /// Exact metrics only.
        case exact
        /// Exact metrics, and besides whatever could not be compared at all: measured on an unlike machine, in too few
        /// rounds, missing from head. A time whose interval is too wide to decide may stay open.
        case comparable
        /// Everything.
        case all
    }

    /// What has to be decided for the gate to pass.
    public let require: Requirement

    /// A policy of ``Requirement/comparable`` unless told otherwise.
    public init(require: Requirement = .comparable) { self.require = require }

    /// Whether this policy asks for a decision on a comparison that was left unresolved.
    func asksForDecision(on comparison: Comparison) -> Bool {
        guard comparison.verdict == .unresolved else { return false }
        if comparison.metric.kind == .exact { return true }
        switch require {
        case .exact: return false
        case .comparable: return comparison.reasons.contains(where: \.preventsComparison)
        case .all: return true
        }
    }

    /// Whether this policy asks for something that base has and head has not.
    func asksFor(_ missing: GateSubject) -> Bool {
        // A benchmark that is missing whole may have had exact metrics.
        require != .exact || missing.metric?.kind != .statistical
    }
}
