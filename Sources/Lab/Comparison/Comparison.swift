/// Base against head for one benchmark and metric: what changed, how sure that is, and the verdict.
public struct Comparison: Sendable, Equatable {
    /// The name in full, parameters included.
    public let benchmark: String
    /// What else tells the benchmark from others of that name.
    public let configuration: [String: String]
    /// What the values on both sides are of.
    public let metric: Metric
    /// The median of base with its interval; of an exact metric, the most frequent value and the range.
    public let base: Summary
    /// Likewise of head.
    public let head: Summary
    /// The change of the centre as a share of base: head / base − 1; nil where it is undefined.
    public let change: Double?
    /// The bounds of the change; of an exact metric, between any two rounds.
    ///
    /// For statistical metrics they belong to the median of all ratios between two rounds, which need not be the
    /// ratio of the medians that ``change`` is.
    public let interval: ChangeInterval
    /// The two-sided p-value of the exact U test; nil where no test applies.
    public let p: Double?
    /// How the p-value was found; nil where there is none.
    public let method: MannWhitney.Method?
    /// The p-value corrected for all tests made together, by Benjamini and Hochberg.
    public let adjustedP: Double?
    /// What the evidence says against the threshold.
    public let verdict: Verdict
    /// What a reader should know beside the verdict; empty for nothing.
    public let warnings: [ComparisonWarning]
    /// Why the verdict is ``Verdict/unresolved``; empty for any other.
    public let reasons: [UnresolvedReason]

    /// Compares one pair by itself: no correction is needed.
    public init(_ sample: PairedSample, options: ComparisonOptions = ComparisonOptions()) {
        let evidence = ComparisonEvidence(sample, options: options)
        self.init(sample, evidence, adjustedP: evidence.outcome?.p, tests: 1, options: options)
    }

    /// Judges evidence, once it is known how many tests were made in all.
    init(
        _ sample: PairedSample, _ evidence: ComparisonEvidence, adjustedP: Double?, tests: Int,
        options: ComparisonOptions
    ) {
        benchmark = sample.benchmark
        configuration = sample.configuration
        metric = sample.metric
        base = evidence.base
        head = evidence.head
        change = evidence.change
        interval = evidence.interval
        p = evidence.outcome?.p
        method = evidence.outcome?.method
        self.adjustedP = adjustedP
        warnings = evidence.warnings
        guard evidence.problems.isEmpty else {
            verdict = .unresolved
            reasons = evidence.problems
            return
        }
        let judgement =
            switch sample.metric.kind {
            case .statistical:
                Verdict.statistical(
                    interval, adjustedP: adjustedP, tests: tests, direction: metric.direction, options: options)
            case .exact:
                Verdict.exact(
                    from: evidence.base.low...evidence.base.high, to: evidence.head.low...evidence.head.high,
                    change: interval, adjustedP: adjustedP, rounds: min(base.count, head.count),
                    direction: metric.direction, options: options)
            }
        verdict = judgement.0
        reasons = judgement.1.map { [$0] } ?? []
    }
}
