/// Reads numbers of a section, never past its end: from the first one that is not whole on, every number is 0.
struct ByteReader {
    let bytes: UnsafeRawBufferPointer
    let end: Int
    private(set) var position: Int
    private(set) var hasFailed = false

    init(_ bytes: UnsafeRawBufferPointer, from start: Int, to end: Int) {
        self.bytes = bytes
        self.end = min(max(end, 0), bytes.count)
        position = min(max(start, 0), self.end)
    }

    var isAtEnd: Bool { position >= end }

    @inline(__always)
    mutating func skip(_ count: Int) {
        if count >= 0, count <= end - position {
            position += count
        } else {
            fail()
        }
    }

    /// A block whose length was read from the file, and may be anything.
    mutating func skip(_ count: UInt64) { count <= UInt64(end - position) ? skip(Int(count)) : fail() }

    private mutating func fail() {
        hasFailed = true
        position = end
    }

    @inline(__always)
    mutating func integer<Integer: FixedWidthInteger>(_ type: Integer.Type) -> Integer {
        let size = MemoryLayout<Integer>.size
        guard size <= end - position else {
            fail()
            return 0
        }
        defer { position += size }
        return Integer(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: Integer.self))
    }

    /// A number of 1 to 8 bytes.
    @inline(__always)
    mutating func unsigned(size: Int) -> UInt64 {
        switch size {
        case 8: return integer(UInt64.self)
        case 4: return UInt64(integer(UInt32.self))
        case 2: return UInt64(integer(UInt16.self))
        case 1: return UInt64(integer(UInt8.self))
        default:
            var value: UInt64 = 0
            for index in 0..<min(size, 8) { value |= UInt64(integer(UInt8.self)) << UInt64(8 * index) }
            return value
        }
    }

    /// LEB128 without a sign, cut to 64 bits.
    @inline(__always)
    mutating func uleb() -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            if shift < 64 { value |= UInt64(byte & 0x7F) << shift }
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        fail()
        return 0
    }

    /// LEB128 with a sign, cut to 64 bits.
    mutating func sleb() -> Int64 {
        var value: Int64 = 0
        var shift: Int64 = 0
        while position < end {
            let byte = bytes[position]
            position += 1
            if shift < 64 { value |= Int64(byte & 0x7F) << shift }
            shift += 7
            if byte & 0x80 == 0 {
                if shift < 64, byte & 0x40 != 0 { value |= -1 << shift }
                return value
            }
        }
        fail()
        return 0
    }

    /// Text that a zero ends.
    mutating func skipString() {
        while position < end {
            position += 1
            if bytes[position - 1] == 0 { return }
        }
        fail()
    }
}
