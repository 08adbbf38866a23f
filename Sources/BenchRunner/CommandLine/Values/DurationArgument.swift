/// A time as Go and most tools write it: `200ms`, `1.5s`, `2m`, `1m30s`; a bare number is seconds.
extension Duration: ExpressibleByArgument {
    private static let nanosecondsInUnit: KeyValuePairs<String, Int64> = [
        "ns": 1, "us": 1000, "µs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
        "h": 3_600_000_000_000,
    ]

    /// Read as whole nanoseconds, without rounding; no text is taken that is finer or longer than 292 years.
    init?(argument: String) {
        var rest = argument[...]
        var total: Int64 = 0
        repeat {
            guard let part = Duration.readPart(&rest, isAlone: rest.count == argument.count) else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(part)
            if overflow { return nil }
            total = sum
        } while !rest.isEmpty
        self = .nanoseconds(total)
    }

    /// Consumes a number and its unit; nanoseconds.
    private static func readPart(_ rest: inout Substring, isAlone: Bool) -> Int64? {
        let isDigit = { (character: Character) in character.isASCII && character.isNumber }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var fraction: Substring = ""
        if rest.first == "." {
            rest = rest.dropFirst()
            fraction = rest.prefix(while: isDigit)
            rest = rest.dropFirst(fraction.count)
            if fraction.isEmpty { return nil }
        }
        let unitName = rest.prefix { !isDigit($0) && $0 != "." }
        rest = rest.dropFirst(unitName.count)
        guard let value = Int64(whole),
            let unit = nanosecondsInUnit.first(where: { $0.key == unitName })?.value
                ?? (unitName.isEmpty && isAlone ? 1_000_000_000 : nil)
        else { return nil }

        let (nanoseconds, overflow) = value.multipliedReportingOverflow(by: unit)
        if overflow { return nil }
        guard !fraction.isEmpty else { return nanoseconds }
        // At most nine digits keep the product below Int64's end for every unit up to seconds; checked for the others.
        guard fraction.count <= 9, let digits = Int64(fraction) else { return nil }
        let scale = fraction.reduce(Int64(1)) { scale, _ in scale * 10 }
        let (product, tooLarge) = digits.multipliedReportingOverflow(by: unit)
        guard !tooLarge, product % scale == 0 else { return nil }
        let (sum, sumOverflow) = nanoseconds.addingReportingOverflow(product / scale)
        return sumOverflow ? nil : sum
    }

    static var expectation: String { "a time such as 200ms, 1.5s or 2m" }

    /// In the largest unit that needs at most three decimal places: `1.5s`, `200ms`, `2m`.
    var defaultValueDescription: String {
        let (seconds, attoseconds) = components
        let total = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
        if total == 0 { return "0s" }
        for (unit, nanoseconds) in Duration.nanosecondsInUnit.reversed() where unit != "µs" {
            let value = total / Double(nanoseconds)
            if value >= 1, (value * 1000).rounded() == value * 1000 { return value.defaultValueDescription + unit }
        }
        return total.defaultValueDescription + "ns"
    }
}
