/// What a gate decided, and from what.
public struct GateDecision: Sendable {
    /// How it ends.
    public enum Status: String, Sendable, CaseIterable {
        /// Nothing regressed, and nothing is open that the policy wants decided.
        case passed
        /// At least one comparison regressed.
        case regressed
        /// Nothing regressed for certain, but something is open that the policy wants decided.
        case undecided
        /// Nothing was on both sides.
        case nothingInCommon

        /// The exit status of `bench gate`.
        public var exitStatus: Int32 {
            switch self {
            case .passed: 0
            case .regressed: 1
            case .undecided, .nothingInCommon: 4
            }
        }
    }

    /// One comparison as the gate saw it.
    public struct Item: Sendable {
        /// What was found for one benchmark and metric.
        public let comparison: Comparison
        /// Whether it has a verdict other than unresolved.
        public let isDecided: Bool
        /// Whether it is open and the policy wants it decided.
        public let asksForDecision: Bool
    }

    /// What the decision was made by.
    public let policy: GatePolicy
    /// The outcome of the whole gate, which the exit status follows.
    public let status: Status
    /// Every comparison, in the order given.
    public let items: [Item]
    /// What base has and head has not.
    public let missingFromHead: [GateSubject]
    /// What head has and base has not: nothing to compare with yet.
    public let newInHead: [GateSubject]
    /// The benchmarks that failed.
    public let failures: [GateFailure]
    /// The kinds of metric that brought the status about: of what regressed, of what is open, or of what passed.
    public let decidedBy: Set<MetricKind>
    /// Why the status is what it is, a line each, the gravest first.
    public let reasons: [String]
    /// What did not change the status but must not go unseen, a line each: what is missing, new, or left open.
    public let notes: [String]
}
