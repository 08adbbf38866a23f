/// Random changes of a text, of the kinds that find mistakes in parsers.
enum Mutation {
    /// A copy of `bytes` with one to four changes.
    static func apply<Generator: RandomNumberGenerator>(to bytes: [UInt8], using random: inout Generator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            if bytes.isEmpty { return bytes }
            let place = Int.random(in: 0..<bytes.count, using: &random)
            let length = min(Int.random(in: 1...20, using: &random), bytes.count - place)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes[place] = .random(in: 0...255, using: &random)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.removeSubrange(place..<(place + length))
            case 3: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
            case 4: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
            default:
                // A token in place of another piece.
                bytes.replaceSubrange(place..<(place + length), with: tokens.randomElement(using: &random) ?? [])
            }
        }
        return bytes
    }

    private static let tokens: [[UInt8]] =
        [
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "null", "true", "1e999", "-1", "-0.0", "1e-400",
            "NaN",
            "9223372036854775808", "0.5", "\n", "\r\n", "\u{0}", "\u{FEFF}", "é", "\"type\":\"run\",", "\"round\":",
            "{}", "[]",
        ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80]]
}
