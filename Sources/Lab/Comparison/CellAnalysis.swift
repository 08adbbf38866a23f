/// Turns the values of a cell into its summary and its comparison with the base.
struct CellAnalysis {
    private let metric: Metric
    private let options: ComparisonOptions
    private let samplesForInterval: Int?
    private let samplesForTest: Int?

    init(metric: Metric, options: ComparisonOptions) {
        self.metric = metric
        self.options = options
        samplesForInterval = Summary.samplesNeeded(confidence: options.confidence)
        samplesForTest = MannWhitney.samplesNeeded(alpha: options.alpha)
    }

    /// - Parameters:
    ///   - values: At least one value, in any order.
    ///   - keys: The keys in which the results differ that the values come from.
    /// - Returns: nil if there are no values.
    func cell(_ values: [Double], mixing keys: [String], base: ComparisonTable.Cell?) -> ComparisonTable.Cell? {
        let sample = values.sorted()
        let isExact = metric.kind == .exact
        guard
            let summary = isExact
                ? Summary(sortedExactSample: sample)
                : Summary(sortedSample: sample, confidence: options.confidence)
        else { return nil }
        var warnings: [TableWarning] = []
        if !keys.isEmpty { warnings.append(.mixed(keys: keys)) }
        if isExact, summary.low != summary.high {
            warnings.append(.notExact(low: summary.low, high: summary.high))
        } else if !summary.isBounded {
            warnings.append(.noInterval(needed: samplesForInterval, confidence: options.confidence))
        }
        return ComparisonTable.Cell(
            sample: sample, summary: summary, warnings: warnings,
            change: base.flatMap { change(from: $0, toSample: sample, summary) })
    }

    private func change(
        from base: ComparisonTable.Cell, toSample sample: [Double], _ summary: Summary
    ) -> ComparisonTable.Change? {
        if metric.kind == .exact {
            return ComparisonTable.Change(
                base: base.summary, head: summary, p: nil, isSignificant: true, warnings: [])
        }
        guard let outcome = MannWhitney.test(sorted: base.sample, sample) else { return nil }
        var warnings: [TableWarning] = []
        if outcome.allEqual {
            warnings.append(.allEqual)
        } else {
            if outcome.method == .normalApproximation { warnings.append(.approximateTest) }
            let isTooSmall = samplesForTest.map { max(sample.count, base.sample.count) < $0 } ?? true
            if outcome.p > options.alpha, isTooSmall {
                warnings.append(.noPower(needed: samplesForTest, alpha: options.alpha))
            }
        }
        return ComparisonTable.Change(
            base: base.summary, head: summary, p: outcome.allEqual ? nil : outcome.p,
            isSignificant: !outcome.allEqual && outcome.p <= options.alpha, warnings: warnings)
    }
}
