/// What a reader of a comparison should know beside its numbers. It does not change the verdict.
///
/// The warnings that benchstat has, too, are worded as it words them.
public enum ComparisonWarning: Sendable, Equatable, CustomStringConvertible {
    /// A side has too few values for a bounded interval; `needed` is nil where more than 50 would be.
    case tooFewForInterval(side: ComparisonSide, needed: Int?, confidence: Double)
    /// Both sides have too few values for any difference to be found; `needed` is nil where more than 50 would be.
    case tooFewToDetect(needed: Int?, alpha: Double)
    /// All values of both sides are equal: there was nothing to test.
    case allEqual
    /// The samples are too large for the exact test.
    case approximated
    /// A side of an exact metric does not repeat.
    case variesBetweenRounds(side: ComparisonSide, low: Double, high: Double)
    /// A side of an exact metric has one round, which cannot show whether it repeats.
    case singleRound(side: ComparisonSide)

    public var description: String {
        switch self {
        case .tooFewForInterval(_, let needed, let confidence):
            "need \(Self.atLeast(needed)) samples for confidence interval at level \(Notation.plain(confidence))"
        case .tooFewToDetect(let needed, let alpha):
            "need \(Self.atLeast(needed)) samples to detect a difference at alpha level \(Notation.plain(alpha))"
        case .allEqual:
            "all samples are equal"
        case .approximated:
            "p-value by normal approximation, as the samples are too large for the exact test"
        case .variesBetweenRounds(let side, let low, let high):
            "\(side) varies between rounds: \(Notation.plain(low)) … \(Notation.plain(high))"
        case .singleRound(let side):
            "\(side) has one round, which cannot show whether the value repeats"
        }
    }

    private static func atLeast(_ needed: Int?) -> String { needed.map { ">= \($0)" } ?? "> 50" }
}
