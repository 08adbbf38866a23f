/// Why a comparison was left unresolved.
public enum UnresolvedReason: Sendable, Equatable, CustomStringConvertible {
    /// The caller declared the sides incomparable, with this reason.
    case incomparable(String)
    /// A value is infinite or not a number.
    case notFinite(side: ComparisonSide)
    /// The median of base is negative, and a change relative to it has no meaning.
    case negativeBase(Double)
    /// No interval exists for so few rounds; `needed` on each side, nil where more than 50 would be.
    case tooFewRounds(base: Int, head: Int, needed: Int?, confidence: Double)
    /// The interval of the change is neither inside the threshold nor beyond it.
    case straddles(ChangeInterval, threshold: Double)
    /// The whole interval is beyond the threshold, but chance is not ruled out once all tests made are counted.
    case notSignificant(ChangeInterval, adjustedP: Double, tests: Int, alpha: Double)
    /// An exact metric varies between rounds, over ranges that overlap and are too wide to be called equivalent.
    case rangesOverlap(base: ClosedRange<Double>, head: ClosedRange<Double>, threshold: Double)
    /// An exact metric varies between rounds, over ranges that overlap, and yet has shifted more than chance explains.
    case shiftedWithinRanges(base: ClosedRange<Double>, head: ClosedRange<Double>, adjustedP: Double)
    /// An exact metric varies between rounds, over ranges apart from each other, but with too few rounds to rule out chance;
    /// `needed` on each side by themselves, nil where there are that many and it was the other tests that made it too few.
    case rangesApartByChance(
        base: ClosedRange<Double>, head: ClosedRange<Double>, adjustedP: Double, alpha: Double, needed: Int?)

    /// Whether the sides could not be compared at all, as opposed to having been compared without a clear result.
    public var preventsComparison: Bool {
        switch self {
        case .incomparable, .notFinite, .negativeBase, .tooFewRounds: true
        case .straddles, .notSignificant, .rangesOverlap, .shiftedWithinRanges, .rangesApartByChance: false
        }
    }

    public var description: String {
        switch self {
        case .incomparable(let reason):
            return "not comparable: \(reason)"
        case .notFinite(let side):
            return "a value of \(side) is not a finite number"
        case .negativeBase(let centre):
            return "base has the negative median \(Notation.plain(centre)): a relative change has no meaning"
        case .tooFewRounds(let base, let head, let needed, let confidence):
            return
                "\(needed.map { "\($0) or more" } ?? "more than 50") rounds a side needed for an interval at confidence "
                + "\(Notation.plain(confidence)); base has \(base), head \(head)"
        case .straddles(let interval, let threshold):
            return "interval \(Notation.interval(interval)) straddles ±\(Notation.percent(threshold))"
        case .notSignificant(let interval, let adjustedP, let tests, let alpha):
            return
                "interval \(Notation.interval(interval)) is beyond the threshold, but p = \(Notation.short(adjustedP)) "
                + "(corrected for \(tests) \(tests == 1 ? "test" : "tests")) is not below \(Notation.plain(alpha))"
        case .rangesOverlap(let base, let head, let threshold):
            return "varies between rounds, \(Notation.ranges(base, head)), by more than ±\(Notation.percent(threshold))"
        case .shiftedWithinRanges(let base, let head, let adjustedP):
            return
                "varies between rounds, \(Notation.ranges(base, head)), and has shifted, p = \(Notation.short(adjustedP))"
        case .rangesApartByChance(let base, let head, let adjustedP, let alpha, let needed):
            let advice = "\(needed.map { "\($0) or " } ?? "")more rounds a side needed"
            return "varies between rounds, \(Notation.ranges(base, head)): ranges apart, but p = "
                + "\(Notation.short(adjustedP)) is not below \(Notation.plain(alpha)); \(advice)"
        }
    }
}
