/// Pieces of protobuf messages, written by hand from its encoding guide.
enum WireBytes {
    static func varint(_ value: UInt64) -> [UInt8] {
        var value = value
        var bytes: [UInt8] = []
        repeat {
            bytes.append(UInt8(value & 0x7F) | (value > 0x7F ? 0x80 : 0))
            value >>= 7
        } while value != 0
        return bytes
    }

    static func number(_ field: UInt64, _ value: UInt64) -> [UInt8] { varint(field << 3) + varint(value) }

    static func message(_ field: UInt64, _ content: [UInt8]) -> [UInt8] {
        varint(field << 3 | 2) + varint(UInt64(content.count)) + content
    }

    static func texts(_ texts: String...) -> [UInt8] { texts.flatMap { message(6, Array($0.utf8)) } }

    /// A profile of one function `f` with one sample of 5, in whose parts something may be changed.
    static func profile(
        texts: [UInt8] = WireBytes.texts("", "samples", "count", "f"),
        type: [UInt8] = number(1, 1) + number(2, 2), sample: [UInt8] = number(1, 1) + number(2, 5),
        location: [UInt8] = number(1, 1) + message(4, number(1, 1)), function: [UInt8] = number(1, 1) + number(2, 3),
        more: [UInt8] = []
    ) -> [UInt8] {
        message(1, type) + message(2, sample) + message(4, location) + message(5, function) + texts + more
    }
}
