/// What two samples say before it is known how many tests were made beside theirs.
struct ComparisonEvidence: Sendable {
    let base: Summary
    let head: Summary
    let change: Double?
    private(set) var interval = ChangeInterval.unbounded
    private(set) var outcome: MannWhitney.Outcome?
    private(set) var warnings: [ComparisonWarning] = []
    /// What keeps any verdict from being reached.
    private(set) var problems: [UnresolvedReason] = []

    init(_ sample: PairedSample, options: ComparisonOptions) {
        let sortedBase = sample.base.sorted()
        let sortedHead = sample.head.sorted()
        base = Self.summary(sortedBase, sample.metric.kind, options)
        head = Self.summary(sortedHead, sample.metric.kind, options)
        change = ChangeInterval.change(from: base.centre, to: head.centre)
        if !sortedBase.allSatisfy(\.isFinite) { problems.append(.notFinite(side: .base)) }
        if !sortedHead.allSatisfy(\.isFinite) { problems.append(.notFinite(side: .head)) }
        guard problems.isEmpty else { return }
        switch sample.metric.kind {
        case .statistical: addStatistical(sortedBase, sortedHead, sample.obstacles, options)
        case .exact: addExact(sortedBase, sortedHead)
        }
    }

    private static func summary(_ sorted: [Double], _ kind: MetricKind, _ options: ComparisonOptions) -> Summary {
        let summary =
            kind == .exact
            ? Summary(sortedExactSample: sorted) : Summary(sortedSample: sorted, confidence: options.confidence)
        guard let summary else { preconditionFailure("a paired sample has values on both sides") }
        return summary
    }

    private mutating func addStatistical(
        _ sortedBase: [Double], _ sortedHead: [Double], _ obstacles: [String], _ options: ComparisonOptions
    ) {
        let (interval, problem) = ChangeInterval.statistical(
            sortedBase: sortedBase, sortedHead: sortedHead, baseCentre: base.centre, options: options)
        self.interval = interval
        problems += obstacles.map { .incomparable($0) }
        if let problem { problems.append(problem) }
        for (side, summary) in [(ComparisonSide.base, base), (.head, head)] where !summary.isBounded {
            warnings.append(
                .tooFewForInterval(
                    side: side, needed: Summary.samplesNeeded(confidence: options.confidence),
                    confidence: options.confidence))
        }
        // Between unlike machines a difference is expected: a test for one would only dilute the correction of the others.
        guard obstacles.isEmpty else { return }
        addTest(sortedBase, sortedHead)
        if let outcome, !outcome.allEqual, outcome.p > options.alpha {
            let needed = MannWhitney.samplesNeeded(alpha: options.alpha)
            if max(base.count, head.count) < needed ?? 51 {
                warnings.append(.tooFewToDetect(needed: needed, alpha: options.alpha))
            }
        }
    }

    private mutating func addExact(_ sortedBase: [Double], _ sortedHead: [Double]) {
        interval = ChangeInterval.range(from: base.low...base.high, to: head.low...head.high)
        var repeats = true
        for (side, summary) in [(ComparisonSide.base, base), (.head, head)] {
            if summary.low != summary.high {
                repeats = false
                warnings.append(.variesBetweenRounds(side: side, low: summary.low, high: summary.high))
            } else if summary.count == 1 {
                warnings.append(.singleRound(side: side))
            }
        }
        if !repeats { addTest(sortedBase, sortedHead) }
    }

    private mutating func addTest(_ sortedBase: [Double], _ sortedHead: [Double]) {
        outcome = MannWhitney.test(sorted: sortedBase, sortedHead)
        if outcome?.allEqual == true { warnings.append(.allEqual) }
        if outcome?.method == .normalApproximation { warnings.append(.approximated) }
    }
}
