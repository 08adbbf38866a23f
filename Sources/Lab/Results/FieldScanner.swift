/// Splits a line at white space, as Unicode defines it, without copying.
struct FieldScanner {
    private let line: UnsafeRawBufferPointer
    private var index = 0

    init(_ line: UnsafeRawBufferPointer) { self.line = line }

    var isAtEnd: Bool { index >= line.count }

    /// The next field; empty at the end of the line, or where the line starts with white space.
    mutating func next() -> UnsafeRawBufferPointer {
        let start = index
        while index < line.count, spaceLength == 0 { index += 1 }
        let field = UnsafeRawBufferPointer(rebasing: line[start..<index])
        while index < line.count {
            let length = spaceLength
            if length == 0 { break }
            index += length
        }
        return field
    }

    /// The length of the white space character at the index in bytes, or 0 if there is another.
    private var spaceLength: Int {
        let byte = line[index]
        if byte < 0x80 { return byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) ? 1 : 0 }
        func follows(_ offset: Int, _ range: ClosedRange<UInt8>) -> Bool {
            index + offset < line.count && range ~= line[index + offset]
        }
        switch byte {
        case 0xC2:  // U+0085, U+00A0
            return follows(1, 0x85...0x85) || follows(1, 0xA0...0xA0) ? 2 : 0
        case 0xE1:  // U+1680
            return follows(1, 0x9A...0x9A) && follows(2, 0x80...0x80) ? 3 : 0
        case 0xE2:  // U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F
            let isInBlock =
                follows(1, 0x80...0x80)
                && (follows(2, 0x80...0x8A) || follows(2, 0xA8...0xA9) || follows(2, 0xAF...0xAF))
            return isInBlock || (follows(1, 0x81...0x81) && follows(2, 0x9F...0x9F)) ? 3 : 0
        case 0xE3:  // U+3000
            return follows(1, 0x80...0x80) && follows(2, 0x80...0x80) ? 3 : 0
        default:
            return 0
        }
    }
}
