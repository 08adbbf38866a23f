/// How values of one unit are written side by side: a prefix and the digits after the point.
///
/// The notation is benchstat's. At least four significant digits are shown of the smallest value (three below the
/// smallest prefix), and all values of a row share its prefix, so that they can be compared by eye: `1.234µ`, `12.34Ki`.
public struct UnitScale: Hashable, Sendable {
    /// Digits after the point.
    public var digits: Int
    /// What one of the prefix stands for: 1000 for `k`.
    public var factor: Double
    /// What stands before the unit, such as `µ` or `Ki`; empty for the unit itself.
    public var prefix: String

    /// Chooses the scale that suits all of `values`: that of the smallest which is not zero.
    public init(fitting values: some Sequence<Double>, prefixes: UnitPrefixes) {
        var smallest = 0.0
        for value in values where value != 0 {
            let magnitude = value.magnitude
            if smallest == 0 || magnitude < smallest { smallest = magnitude }
        }
        guard smallest > 0 else {
            self.init(digits: 3, factor: 1, prefix: "")
            return
        }
        let steps = prefixes == .decimal ? Step.decimal : Step.binary
        for step in steps where smallest >= step.one {
            let digits = smallest >= step.hundred ? 1 : smallest >= step.ten ? 2 : 3
            self.init(digits: digits, factor: step.factor, prefix: step.prefix)
            return
        }
        // Below the smallest prefix: as many digits as it takes to show four that are not zero, up to ten.
        let last = steps[steps.count - 1]
        let rest = smallest / last.factor
        let index = Step.fractions.firstIndex { rest >= $0 } ?? Step.fractions.count - 1
        self.init(digits: 3 + index, factor: last.factor, prefix: last.prefix)
    }

    private init(digits: Int, factor: Double, prefix: String) {
        self.digits = digits
        self.factor = factor
        self.prefix = prefix
    }

    /// The value in this scale, with the prefix directly behind it.
    public func format(_ value: Double) -> String {
        fixedPoint(value / factor, digits: digits) + prefix
    }
}

extension BenchmarkUnit {
    /// One value in the scale that suits it, without the unit's name.
    public func format(_ value: Double) -> String {
        UnitScale(fitting: CollectionOfOne(value), prefixes: prefixes).format(value)
    }
}

/// A prefix with the smallest values that it shows with three, two and one digits before the point.
///
/// The limits are where rounding to four digits reaches the next power of ten, so that no value is ever shown as
/// `1000.0` for want of the next prefix.
private struct Step {
    var factor: Double
    var prefix: String
    var hundred: Double
    var ten: Double
    var one: Double

    static let decimal: [Step] = zip(stride(from: 12, through: -9, by: -3), ["T", "G", "M", "k", "", "m", "µ", "n"])
        .map { exponent, prefix in
            // Read, not computed: each limit is to be the double nearest to its decimal value.
            func power(_ digits: String) -> Double { Double("\(digits)e\(exponent)") ?? .nan }
            return Step(
                factor: power("1"), prefix: prefix,
                hundred: power("99.995"), ten: power("9.9995"), one: power("0.99995"))
        }

    // No prefixes for fractions here: few readers know any, and they do not mix with the binary ones. From 1000 to
    // 1023 the smaller prefix stays, which shows more digits than 0.98 of the larger.
    static let binary: [Step] = zip(stride(from: 40, through: 0, by: -10), ["Ti", "Gi", "Mi", "Ki", ""])
        .map { exponent, prefix in
            let factor = Double(sign: .plus, exponent: exponent, significand: 1)
            return Step(
                factor: factor, prefix: prefix,
                hundred: 99.995 * factor, ten: 9.9995 * factor, one: 0.99995 * factor)
        }

    /// The smallest values that are shown with 3, 4, … 10 digits after the point, below all prefixes.
    static let fractions: [Double] = (1...8).map { Double("9.9995e-\($0)") ?? .nan }
}
