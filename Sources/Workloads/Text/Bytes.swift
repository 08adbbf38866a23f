/// What the optimized variants write text with: bytes go straight to the end of one buffer, which is kept and emptied
/// between uses, so that nothing is allocated once it has grown to its size.
extension [UInt8] {
    /// Appends text that is known when the program is compiled.
    @inline(__always)
    mutating func append(_ literal: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    /// Appends the escape of a byte that cannot stand in a quoted text.
    mutating func append(escapeOf byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case UInt8(ascii: "\n"): append("\\n")
        case UInt8(ascii: "\r"): append("\\r")
        case UInt8(ascii: "\t"): append("\\t")
        default:
            append("\\u00")
            append(hexadecimalDigit(byte >> 4))
            append(hexadecimalDigit(byte & 0xF))
        }
    }

    /// Appends a number in decimal digits.
    mutating func append(decimal value: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value.magnitude
            var start = digits.count
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            if value < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Appends a number in at least `width` decimal digits, with zeros in front.
    ///
    /// - Precondition: `value` is not negative.
    mutating func append(decimal value: Int, width: Int) {
        precondition(value >= 0, "a padded number has no sign")
        var bound = 10
        var digits = 1
        while digits < width {
            if value < bound { append(UInt8(ascii: "0")) }
            bound *= 10
            digits += 1
        }
        append(decimal: value)
    }

    /// Appends the sixteen hexadecimal digits of a number.
    mutating func append(hexadecimal value: UInt64) {
        for shift in stride(from: 60, through: 0, by: -4) {
            append(hexadecimalDigit(UInt8(truncatingIfNeeded: value >> UInt64(shift)) & 0xF))
        }
    }

    /// Appends a moment as RFC 3339 writes it, without its zone: `2025-01-31T23:59:59`.
    mutating func append(_ time: CivilTime) {
        append(decimal: time.year, width: 4)
        append(UInt8(ascii: "-"))
        append(decimal: time.month, width: 2)
        append(UInt8(ascii: "-"))
        append(decimal: time.day, width: 2)
        append(UInt8(ascii: "T"))
        append(decimal: time.hour, width: 2)
        append(UInt8(ascii: ":"))
        append(decimal: time.minute, width: 2)
        append(UInt8(ascii: ":"))
        append(decimal: time.second, width: 2)
    }
}

/// The lower-case digit of a value from 0 to 15.
@inline(__always)
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + (value - 10)
}
