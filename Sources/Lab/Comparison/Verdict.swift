/// What a comparison found.
///
/// That no difference was shown is not the same as shown equal: the one is ``unresolved``, the other ``equivalent``.
///
/// **Statistical metrics**, with the threshold δ and the interval of the relative change:
///
/// | the interval lies | adjusted p | verdict |
/// |---|---|---|
/// | wholly beyond δ, on the worse side | below alpha | regressed |
/// | wholly beyond δ, on the better side | below alpha | improved |
/// | wholly inside δ | any | equivalent |
/// | anything else, or there is none | | unresolved, with the reason |
///
/// Bounds are symmetric on the scale of ratios, see ``ComparisonOptions/indifference``, so that a rate and the time it is
/// the inverse of get the same verdict.
///
/// **Exact metrics** that repeat, each side having one value in all of its rounds, are decided by equality: any
/// difference counts, however small, and the same value is equivalent. There is no test and no threshold.
///
/// An exact metric that varies between rounds always carries a warning, and no longer decides by a hair. For as long
/// as the counts come from the same distribution, ranges apart from each other are an accident whose probability the U
/// test gives; so it takes part in the correction like a statistical metric.
///
/// | the ranges of the two sides | adjusted p | verdict |
/// |---|---|---|
/// | apart | below alpha | regressed or improved |
/// | apart | otherwise | unresolved: too few rounds to rule out chance |
/// | overlapping | below alpha | unresolved: shifted, but not in every round |
/// | overlapping, each value within δ of each other | otherwise | equivalent |
/// | overlapping, further apart than δ | otherwise | unresolved |
///
/// A count that flickers by less than δ therefore neither raises an alarm nor hides a shift: what cannot be told from
/// noise is equivalent, what can be is at least unresolved, and a gate always asks for an unresolved exact metric.
public enum Verdict: String, Sendable, CaseIterable {
    /// Worse, by more than the threshold.
    case regressed
    /// Better, by more than the threshold.
    case improved
    /// The same, or within the threshold.
    case equivalent
    /// None of the others can be said.
    case unresolved
}

extension Verdict {
    /// The verdict on a rise or a fall of a metric.
    private init(rises: Bool, _ direction: Direction) {
        self = rises == (direction == .lowerIsBetter) ? .regressed : .improved
    }

    /// The verdict on a metric with a distribution, for an interval that is known.
    ///
    /// - Parameters:
    ///   - adjustedP: nil where there was no test; then no difference is shown.
    ///   - tests: the number of tests that the p-value was adjusted for.
    static func statistical(
        _ interval: ChangeInterval, adjustedP: Double?, tests: Int, direction: Direction, options: ComparisonOptions
    ) -> (Verdict, UnresolvedReason?) {
        let indifference = options.indifference
        if interval.low >= indifference.lowerBound, interval.high <= indifference.upperBound {
            return (.equivalent, nil)
        }
        let rises = interval.low > indifference.upperBound
        let falls = interval.high < indifference.lowerBound
        guard rises || falls else { return (.unresolved, .straddles(interval, threshold: options.threshold)) }
        let p = adjustedP ?? 1
        guard p < options.alpha else {
            return (.unresolved, .notSignificant(interval, adjustedP: p, tests: tests, alpha: options.alpha))
        }
        return (Verdict(rises: rises, direction), nil)
    }

    /// The verdict on an exact metric, from the least and the greatest value of each side.
    ///
    /// - Parameters:
    ///   - adjustedP: nil where both sides repeat.
    ///   - rounds: the number of values of the side that has fewer.
    static func exact(
        from base: ClosedRange<Double>, to head: ClosedRange<Double>, change: ChangeInterval, adjustedP: Double?,
        rounds: Int, direction: Direction, options: ComparisonOptions
    ) -> (Verdict, UnresolvedReason?) {
        let rises = head.lowerBound > base.upperBound
        let falls = head.upperBound < base.lowerBound
        let repeats = base.lowerBound == base.upperBound && head.lowerBound == head.upperBound
        if repeats { return (rises || falls ? Verdict(rises: rises, direction) : .equivalent, nil) }

        let p = adjustedP ?? 1
        let isSignificant = p < options.alpha
        switch (rises || falls, isSignificant) {
        case (true, true):
            return (Verdict(rises: rises, direction), nil)
        case (true, false):
            let needed = MannWhitney.samplesNeeded(alpha: options.alpha).flatMap { rounds < $0 ? $0 : nil }
            return (
                .unresolved,
                .rangesApartByChance(base: base, head: head, adjustedP: p, alpha: options.alpha, needed: needed)
            )
        case (false, true):
            return (.unresolved, .shiftedWithinRanges(base: base, head: head, adjustedP: p))
        case (false, false):
            let indifference = options.indifference
            if change.low >= indifference.lowerBound, change.high <= indifference.upperBound {
                return (.equivalent, nil)
            }
            return (.unresolved, .rangesOverlap(base: base, head: head, threshold: options.threshold))
        }
    }
}
