/// A share in per cent: `5%`, `2.5%`, or `5` without the sign.
struct Percentage: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// 5 for `5%`; finite and not negative.
    let percent: Double

    init(percent: Double) {
        precondition(percent.isFinite && percent >= 0, "a percentage is finite and not negative")
        self.percent = percent
    }

    /// 0.05 for `5%`.
    var fraction: Double { percent / 100 }
    var description: String { percent.defaultValueDescription + "%" }

    static func < (left: Percentage, right: Percentage) -> Bool { left.percent < right.percent }
}

extension Percentage: ExpressibleByArgument {
    /// A bare number below 1 is refused: who types 0.05 may mean 5 %, and a gate must not guess.
    init?(argument: String) {
        let hasSign = argument.hasSuffix("%")
        guard let value = Double(argument: hasSign ? String(argument.dropLast()) : argument), value >= 0,
            hasSign || value == 0 || value >= 1
        else { return nil }
        self.init(percent: value)
    }

    static var expectation: String { "a percentage such as 5% or 0.5%" }
}
