import Glibc

/// How numbers are written in reasons and warnings.
package enum Notation {
    /// The shortest text that is this number, whole numbers without a fraction.
    package static func plain(_ value: Double) -> String {
        guard let whole = Int(exactly: value), whole.magnitude < 1 << 53 else { return "\(value)" }
        return "\(whole)"
    }

    /// A value rounded to three significant digits.
    package static func short(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return plain(value) }
        let scale = pow(10, 2 - log10(abs(value)).rounded(.down))
        guard scale.isFinite, scale > 0 else { return "\(value)" }
        return plain((value * scale).rounded() / scale)
    }

    /// A share as a percentage with one digit after the point, or two below 1 %: "5 %", "0.05 %".
    package static func percent(_ share: Double) -> String {
        guard share.isFinite else { return share.isNaN ? "?" : share < 0 ? "−∞" : "∞" }
        let scale = abs(share) < 0.01 ? 100.0 : 10
        let rounded = (abs(share) * 100 * scale).rounded() / scale
        return "\(share < 0 && rounded != 0 ? "−" : "")\(plain(rounded)) %"
    }

    /// A change as a percentage with its sign: "+7.9 %", "−1.2 %", "0 %".
    package static func change(_ share: Double) -> String {
        let text = percent(share)
        return share > 0 && text != "0 %" ? "+\(text)" : text
    }

    /// The bounds of a change: "−1.2 % … +7.9 %".
    package static func interval(_ interval: ChangeInterval) -> String {
        "\(change(interval.low)) … \(change(interval.high))"
    }

    /// The ranges of both sides: "100 … 103 against 101".
    package static func ranges(_ base: ClosedRange<Double>, _ head: ClosedRange<Double>) -> String {
        func text(_ range: ClosedRange<Double>) -> String {
            range.lowerBound == range.upperBound
                ? plain(range.lowerBound) : "\(plain(range.lowerBound)) … \(plain(range.upperBound))"
        }
        return "\(text(base)) against \(text(head))"
    }
}
