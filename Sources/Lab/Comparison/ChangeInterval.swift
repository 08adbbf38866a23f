/// The bounds of a relative change, as a share of base: 0.05 for +5 %.
public struct ChangeInterval: Sendable, Equatable {
    /// The lower bound; −∞ where there is none.
    public let low: Double
    /// The upper bound; +∞ where there is none. From a base of 0, any rise is infinite.
    public let high: Double
    /// The probability that the interval covers the true change: what was achieved, at least what was asked.
    public let confidence: Double

    /// An interval of relative changes, shares of base; `confidence` is 0 to 1.
    public init(low: Double, high: Double, confidence: Double) {
        self.low = low
        self.high = high
        self.confidence = confidence
    }

    /// The interval of which nothing is known.
    public static let unbounded = ChangeInterval(low: -.infinity, high: .infinity, confidence: 1)

    /// The change from one value to another: head / base − 1.
    ///
    /// - Returns: 0 for equal values; nil where it is undefined, from 0 or from what is not finite.
    static func change(from base: Double, to head: Double) -> Double? {
        if base == head { return 0 }
        let change = head / base - 1
        return base != 0 && change.isFinite ? change : nil
    }

    /// The interval of the change between two samples that have a distribution, and what keeps it from being known.
    ///
    /// Of positive values it is the Hodges–Lehmann interval of their ratio. Where a value is zero or negative, ratios do not
    /// exist: the interval of the difference is divided by the median of base. A median of 0 makes every
    /// difference but 0 infinite, with its sign, as in the limit of a small base; a negative one leaves the change
    /// undefined.
    ///
    /// - Parameters: samples in ascending order, finite and not empty.
    static func statistical(
        sortedBase base: [Double], sortedHead head: [Double], baseCentre: Double, options: ComparisonOptions
    ) -> (interval: ChangeInterval, problem: UnresolvedReason?) {
        let arePositive = base[0] > 0 && head[0] > 0
        guard arePositive || baseCentre >= 0 else { return (.unbounded, .negativeBase(baseCentre)) }
        let shift = HodgesLehmann.interval(
            sortedBase: base, sortedHead: head, scale: arePositive ? .ratio : .difference,
            confidence: options.confidence)
        guard shift.isBounded else {
            return (
                .unbounded,
                .tooFewRounds(
                    base: base.count, head: head.count,
                    needed: HodgesLehmann.samplesNeeded(confidence: options.confidence),
                    confidence: options.confidence)
            )
        }
        func relative(_ bound: Double) -> Double {
            if arePositive { return bound - 1 }
            return bound == 0 ? 0 : bound / baseCentre
        }
        return (
            ChangeInterval(low: relative(shift.low), high: relative(shift.high), confidence: shift.confidence), nil
        )
    }

    /// The least and the greatest change from any value of one range to any of another.
    static func range(from base: ClosedRange<Double>, to head: ClosedRange<Double>) -> ChangeInterval {
        func certain(_ low: Double, _ high: Double) -> ChangeInterval {
            ChangeInterval(low: low, high: high, confidence: 1)
        }
        let isConstant = base.lowerBound == base.upperBound && head.lowerBound == head.upperBound
        if isConstant, base == head { return certain(0, 0) }
        if isConstant, base.lowerBound == 0 {
            return head.lowerBound > 0 ? certain(.infinity, .infinity) : certain(-.infinity, -.infinity)
        }
        guard base.lowerBound > 0, head.lowerBound >= 0 else { return .unbounded }
        return certain(head.lowerBound / base.upperBound - 1, head.upperBound / base.lowerBound - 1)
    }
}
