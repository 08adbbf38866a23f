import Lab

/// How a page writes values: four digits, a space that does not break, prefix and symbol: `12.34 µs`, `1.500 KiB`, `12`.
enum ValueNotation {
    /// What a value of the unit is followed by: `s`, `B`, or nothing where the unit's name says what is counted.
    static func symbol(of unit: BenchmarkUnit) -> String {
        if unit.isTime { return "s" }
        return unit.prefixes == .binary ? "B" : ""
    }

    static func text(_ value: Double, _ unit: BenchmarkUnit) -> String {
        text(value, unit, scale: UnitScale(fitting: CollectionOfOne(value), prefixes: unit.prefixes))
    }

    /// The value in a scale that it shares with others.
    static func text(_ value: Double, _ unit: BenchmarkUnit, scale: UnitScale) -> String {
        guard value.isFinite else { return value.isNaN ? "?" : value < 0 ? "−∞" : "∞" }
        let symbol = symbol(of: unit)
        if value == 0 || !unit.isTime && abs(value) < 1_000 && value == value.rounded() {
            // A count that is whole is written as one: 12, and not 12.00.
            return joined("\(Int(value))", symbol)
        }
        // Thousandths of a thing that is counted are written out: nobody counts in milli-switches.
        if symbol.isEmpty, abs(value) < 1, abs(value) >= 0.000_1 { return Notation.short(value) }
        return joined(String(scale.format(value).dropLast(scale.prefix.count)), scale.prefix + symbol)
    }

    private static func joined(_ number: String, _ symbol: String) -> String {
        symbol.isEmpty ? number : "\(number)\u{A0}\(symbol)"
    }

    /// How far the interval reaches from the centre, on the side where it reaches further: `± 1.6 %`; `± ∞` where there
    /// are too few rounds for one, nothing where all values are the same.
    static func reach(_ summary: Summary) -> String {
        let reach = max(summary.high - summary.centre, summary.centre - summary.low)
        if reach.isInfinite { return "±\u{A0}∞" }
        guard reach > 0, summary.centre != 0 else { return "" }
        return "±\u{A0}\(Notation.percent(reach / abs(summary.centre)).unbroken)"
    }

    /// The bounds of the interval: `1.2 µs … 1.3 µs`; nothing where there are none.
    static func bounds(_ summary: Summary, _ unit: BenchmarkUnit) -> String {
        summary.isBounded ? "\(text(summary.low, unit)) … \(text(summary.high, unit))" : ""
    }

    /// Bytes of memory, as a machine's is told: `7.8 GiB`.
    static func memory(_ bytes: Int) -> String { text(Double(bytes), "B") }

    static func seconds(_ seconds: Double) -> String { text(seconds, "sec") }

    /// A time that somebody asked for, as they would write it: `50 ms`.
    static func plainSeconds(_ seconds: Double) -> String {
        guard seconds.isFinite, seconds > 0 else { return self.seconds(seconds) }
        let scale = UnitScale(fitting: CollectionOfOne(seconds), prefixes: .decimal)
        return "\(Double.coordinate(seconds / scale.factor, digits: 3))\u{A0}\(scale.prefix)s"
    }

    /// `1 round`, `2 rounds`
    static func count(_ number: Int, _ noun: String) -> String { "\(number)\u{A0}\(noun)\(number == 1 ? "" : "s")" }
}

extension String {
    /// The text with spaces at which no line breaks.
    var unbroken: String { String(map { $0 == " " ? "\u{A0}" : $0 }) }
}
