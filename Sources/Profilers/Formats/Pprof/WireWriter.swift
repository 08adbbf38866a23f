/// Writes the fields of a protobuf message.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var value = value
        while value >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
            value >>= 7
        }
        bytes.append(UInt8(value))
    }

    /// A number, left out where it is 0, the default of every field.
    mutating func number(_ field: Int, _ value: UInt64) {
        if value != 0 { presentNumber(field, value) }
    }

    /// A signed number, left out where it is 0.
    mutating func number(_ field: Int, _ value: Int64) { number(field, UInt64(bitPattern: value)) }

    /// A number that is written even if it is 0, where not being there means something else.
    mutating func presentNumber(_ field: Int, _ value: UInt64) {
        varint(UInt64(field) << 3)
        varint(value)
    }

    mutating func flag(_ field: Int, _ value: Bool) { number(field, value ? 1 as UInt64 : 0) }

    mutating func text(_ field: Int, _ text: String) {
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Numbers in one packed field; none for no numbers.
    mutating func packed(_ field: Int, _ values: some Collection<UInt64>) {
        if values.isEmpty { return }
        varint(UInt64(field) << 3 | 2)
        varint(values.reduce(0) { $0 + UInt64(Self.length(of: $1)) })
        for value in values { varint(value) }
    }

    /// A message, which is written by `write` into a writer that is used again.
    mutating func message(_ field: Int, _ part: inout WireWriter, _ write: (inout WireWriter) -> Void) {
        part.bytes.removeAll(keepingCapacity: true)
        write(&part)
        varint(UInt64(field) << 3 | 2)
        varint(UInt64(part.bytes.count))
        bytes.append(contentsOf: part.bytes)
    }

    private static func length(of value: UInt64) -> Int {
        (UInt64.bitWidth - (value | 1).leadingZeroBitCount + 6) / 7
    }
}
