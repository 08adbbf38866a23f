/// Reads a decimal number such as `1523`, `52.1` or `1.5e-7` from bytes, rounded to the nearest double.
///
/// What most result lines hold takes the fast path of Clinger ("How to Read Floating Point Numbers Accurately",
/// PLDI 1990): if the digits fit 53 bits and the power of ten is at most 10²², both are exact as doubles, and the one
/// multiplication or division rounds once. Everything else is left to the standard library, which is exact as well.
///
/// - Returns: nil if the bytes are no number. `nan` and `inf` in any spelling, and numbers beyond the largest double,
///   come back as such: the caller knows where they stood and says so.
func parseDecimal(_ bytes: UnsafeRawBufferPointer) -> Double? {
    let zero = UInt8(ascii: "0")
    var index = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        isNegative = first == UInt8(ascii: "-")
        index = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var exponent = 0
    var fits = true
    func take(_ digit: UInt8) {
        digits += 1
        // 18 digits never overflow; those beyond make the fast path unusable anyway.
        if mantissa < 100_000_000_000_000_000 {
            mantissa = mantissa &* 10 &+ UInt64(digit)
        } else {
            fits = false
        }
    }
    while index < bytes.count, bytes[index] &- zero < 10 {
        take(bytes[index] &- zero)
        index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        while index < bytes.count, bytes[index] &- zero < 10 {
            take(bytes[index] &- zero)
            exponent -= 1
            index += 1
        }
    }
    guard digits > 0 else { return parseNamedNumber(bytes) }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
        index += 1
        var isNegativeExponent = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
            isNegativeExponent = bytes[index] == UInt8(ascii: "-")
            index += 1
        }
        guard index < bytes.count else { return nil }
        var value = 0
        while index < bytes.count, bytes[index] &- zero < 10 {
            // Far outside the range of doubles, more digits change nothing.
            if value < 100_000 { value = value * 10 + Int(bytes[index] &- zero) }
            index += 1
        }
        exponent += isNegativeExponent ? -value : value
    }
    guard index == bytes.count else { return nil }

    if fits, mantissa <= 1 << 53, exponent.magnitude < UInt(exactPowersOfTen.count) {
        let power = exactPowersOfTen[Int(exponent.magnitude)]
        let magnitude = exponent < 0 ? Double(mantissa) / power : Double(mantissa) * power
        return isNegative ? -magnitude : magnitude
    }
    return Double(String(decoding: bytes, as: UTF8.self))
}

/// 10⁰ to 10²²: the powers of ten that are doubles exactly.
private let exactPowersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

private func parseNamedNumber(_ bytes: UnsafeRawBufferPointer) -> Double? {
    guard bytes.count <= 9 else { return nil }
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    switch text.first == "-" || text.first == "+" ? text.dropFirst() : text[...] {
    case "nan": return .nan
    case "inf", "infinity": return text.first == "-" ? -.infinity : .infinity
    default: return nil
    }
}
