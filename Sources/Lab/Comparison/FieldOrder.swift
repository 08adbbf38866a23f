import Glibc

/// How the values of one field of a projection are sorted.
enum FieldOrder {
    case firstSeen
    /// By bytes.
    case alphabetic
    /// By the number that each value is or contains, with prefixes of units: `512`, `4k`, `1MiB`.
    case numeric
    /// In the order of a list, given as ranks. Results with other values are left out.
    case fixed([String: Int])

    /// - Returns: Below zero if `a` comes first, above zero if `b` does, zero if the order does not tell.
    /// - Parameter firstSeen: The rank of each value in the order of appearance.
    func compare(_ a: String, _ b: String, firstSeen: [String: Int]) -> Int {
        switch self {
        case .firstSeen:
            return firstSeen[a, default: 0] - firstSeen[b, default: 0]
        case .alphabetic:
            return a == b ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
        case .fixed(let ranks):
            return ranks[a, default: 0] - ranks[b, default: 0]
        case .numeric:
            switch (Self.number(in: a), Self.number(in: b)) {
            case (let a?, let b?):
                // What is not a number sorts behind all that are.
                if a < b || (!a.isNaN && b.isNaN) { return -1 }
                return a > b || (a.isNaN && !b.isNaN) ? 1 : 0
            case (_?, nil): return -1
            case (nil, _?): return 1
            case (nil, nil): return 0
            }
        }
    }

    /// The number that a value is, or else the first one in it, times what its prefix stands for.
    static func number(in text: String) -> Double? {
        var text = text
        if let number = text.withUTF8({ parseDecimal(UnsafeRawBufferPointer($0)) }) { return number }
        let digits = text.utf8.drop { !isDigitOrPoint($0) }.prefix { isDigitOrPoint($0) }
        guard !digits.isEmpty, let number = Double(String(Substring(digits))) else { return nil }
        let suffix = text[digits.endIndex...].utf8
        let prefixes = Array("KMGTPEZY".utf8)
        guard let first = suffix.first,
            let power = prefixes.firstIndex(of: first == UInt8(ascii: "k") ? UInt8(ascii: "K") : first)
        else { return number }
        let isBinary = suffix.dropFirst().first == UInt8(ascii: "i")
        return number * pow(isBinary ? 1024 : 1000, Double(power + 1))
    }

    private static func isDigitOrPoint(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ".") || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }
}
