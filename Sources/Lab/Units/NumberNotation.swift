import Glibc

/// Writes a number with a fixed count of digits after the point, rounded from its exact binary value.
///
/// - Parameters:
///   - digits: From 0 to 20.
///   - plusSign: Whether numbers from zero up get a `+`.
package func fixedPoint(_ value: Double, digits: Int, plusSign: Bool = false) -> String {
    // 309 digits before the point, 20 behind it, sign, point and the ending zero byte.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 352) { buffer in
        let length = withVaList([CInt(digits), value]) {
            vsnprintf(buffer.baseAddress, buffer.count, plusSign ? "%+.*f" : "%.*f", $0)
        }
        let text = UnsafeRawBufferPointer(buffer).prefix(max(0, min(Int(length), buffer.count - 1)))
        return String(decoding: text, as: UTF8.self)
    }
}

/// A relative change as a percentage with its sign: `+5.20%` for 0.052.
public func formatChange(_ change: Double) -> String {
    fixedPoint(change * 100, digits: 2, plusSign: true) + "%"
}

/// Writes a number with the fewest digits that read back as the same number: with an exponent of at least two digits
/// where it is below -4 or above 5, and as a plain decimal without a trailing `.0` elsewhere. The form is that of
/// benchstat's comma-separated values.
func shortestDecimal(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-Inf" : "+Inf" }
    guard value != 0 else { return value.sign == .minus ? "-0" : "0" }
    // The standard library finds the digits; only their layout differs.
    var digits: [UInt8] = []
    var pointPosition: Int?
    var exponent = 0
    let text = value.magnitude.description
    var bytes = text.utf8[...]
    while let byte = bytes.popFirst() {
        switch byte {
        case UInt8(ascii: "."): pointPosition = digits.count
        case UInt8(ascii: "e"):
            exponent = Int(Substring(bytes)) ?? 0
            bytes = bytes[bytes.endIndex...]
        default: digits.append(byte)
        }
    }
    var point = (pointPosition ?? digits.count) + exponent
    let zero = UInt8(ascii: "0")
    let leadingZeros = digits.prefix { $0 == zero }.count
    digits.removeFirst(leadingZeros)
    point -= leadingZeros
    while digits.last == zero { digits.removeLast() }

    var result = value < 0 ? "-" : ""
    func string(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }
    let power = point - 1
    if power < -4 || power >= 6 {
        result += string(digits.prefix(1))
        if digits.count > 1 { result += "." + string(digits.dropFirst()) }
        let magnitude = String(power.magnitude)
        result += (power < 0 ? "e-" : "e+") + (magnitude.utf8.count < 2 ? "0" : "") + magnitude
    } else if point <= 0 {
        result += "0." + String(repeating: "0", count: -point) + string(digits)
    } else if digits.count <= point {
        result += string(digits) + String(repeating: "0", count: point - digits.count)
    } else {
        result += string(digits.prefix(point)) + "." + string(digits.dropFirst(point))
    }
    return result
}
