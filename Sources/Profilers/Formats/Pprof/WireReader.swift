/// Reads the fields of one protobuf message, front to back. Nothing nests: a field that holds a message is a range of
/// bytes.
struct WireReader {
    /// How a field is encoded (protobuf's encoding guide, "wire types").
    enum Kind: UInt8, Sendable {
        case varint = 0
        case fixed64 = 1
        case bytes = 2
        case fixed32 = 5
    }

    /// A field's number and encoding.
    struct Field {
        let number: Int
        let kind: Kind
    }

    private let data: UnsafeRawBufferPointer
    private let end: Int
    /// The place in the whole data, for errors.
    private(set) var offset: Int

    /// Reads a range of data.
    init(_ data: UnsafeRawBufferPointer, _ range: Range<Int>) {
        self.data = data
        offset = range.lowerBound
        end = range.upperBound
    }

    var isAtEnd: Bool { offset == end }

    /// The next field; nil at the end of the message.
    mutating func next() throws(ProfileFormatError) -> Field? {
        guard offset < end else { return nil }
        let start = offset
        let key = try varint()
        guard let kind = Kind(rawValue: UInt8(truncatingIfNeeded: key & 7)) else {
            throw ProfileFormatError(
                "this is no profile: encoding \(key & 7) is not one of protobuf's", at: .byte(start))
        }
        guard let number = Int(exactly: key >> 3), 1..<1 << 29 ~= number else {
            throw ProfileFormatError("this is no profile: \(key >> 3) is no field's number", at: .byte(start))
        }
        return Field(number: number, kind: kind)
    }

    /// A number of 1 to 10 bytes.
    @inline(__always)
    mutating func varint() throws(ProfileFormatError) -> UInt64 {
        if offset < end, data[offset] < 0x80 {
            offset += 1
            return UInt64(data[offset - 1])
        }
        return try longVarint()
    }

    private mutating func longVarint() throws(ProfileFormatError) -> UInt64 {
        let start = offset
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while offset < end {
            let byte = data[offset]
            offset += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 {
                if shift == 63, byte > 1 { break }
                return value
            }
            shift += 7
            if shift > 63 { throw ProfileFormatError("a number has more than 64 bits", at: .byte(start)) }
        }
        throw offset == end && shift <= 63
            ? ProfileFormatError("the data are cut off in a number", at: .byte(end))
            : ProfileFormatError("a number has more than 64 bits", at: .byte(start))
    }

    /// The bytes of a field with a length.
    mutating func bytes() throws(ProfileFormatError) -> Range<Int> {
        let start = offset
        let length = try varint()
        guard length <= UInt64(end - offset) else {
            throw ProfileFormatError(
                "the data are cut off: \(length) bytes are announced, \(end - offset) are left", at: .byte(start))
        }
        let first = offset
        offset += Int(length)
        return first..<offset
    }

    /// Passes over a field's value.
    mutating func skip(_ kind: Kind) throws(ProfileFormatError) {
        switch kind {
        case .varint: _ = try varint()
        case .bytes: _ = try bytes()
        case .fixed32: try skip(bytes: 4)
        case .fixed64: try skip(bytes: 8)
        }
    }

    private mutating func skip(bytes count: Int) throws(ProfileFormatError) {
        guard end - offset >= count else {
            throw ProfileFormatError("the data are cut off in a number of \(count) bytes", at: .byte(end))
        }
        offset += count
    }

    /// A number that the format declares for a field.
    @inline(__always)
    mutating func number(_ field: Field, _ name: @autoclosure () -> String) throws(ProfileFormatError) -> UInt64 {
        guard field.kind == .varint else { throw wrongKind(field, name(), "a number") }
        return try varint()
    }

    /// A message, a text or packed numbers, that the format declares for a field.
    mutating func message(_ field: Field, _ name: @autoclosure () -> String) throws(ProfileFormatError) -> Range<Int> {
        guard field.kind == .bytes else { throw wrongKind(field, name(), "a message or a text") }
        return try bytes()
    }

    /// The numbers of a repeated field, which may be packed or come one by one.
    mutating func numbers(
        _ field: Field, _ name: @autoclosure () -> String, into numbers: inout [UInt64]
    ) throws(ProfileFormatError) {
        guard field.kind == .bytes else {
            numbers.append(try number(field, name()))
            return
        }
        var packed = WireReader(data, try bytes())
        while !packed.isAtEnd { numbers.append(try packed.varint()) }
    }

    private func wrongKind(_ field: Field, _ name: String, _ expected: String) -> ProfileFormatError {
        ProfileFormatError("is encoded as \(field.kind), not as \(expected)", field: name, at: .byte(offset))
    }
}
