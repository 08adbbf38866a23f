extension JSONValue {
    /// How a value is laid out as text.
    public enum Layout: Sendable {
        /// One line, no spaces: a line of a journal.
        case compact
        /// Two spaces a level, for people.
        case indented
    }

    /// The value as JSON text (RFC 8259). Numbers are the shortest text that reads back as the same binary64.
    ///
    /// NaN and the infinities, for which JSON has no text, are written as null.
    public func text(_ layout: Layout = .compact) -> String {
        var writer = JSONWriter(layout: layout)
        writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }
}

private struct JSONWriter {
    let layout: JSONValue.Layout
    var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue, depth: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .bool(let flag): bytes += (flag ? "true" : "false").utf8
        case .number(let number): write(number)
        case .string(let string): write(string)
        case .array(let elements):
            // A list of numbers stays on one line in both layouts: samples are read as a row.
            let isFlat = elements.allSatisfy { if case .number = $0 { true } else { false } }
            write(open: "[", close: "]", count: elements.count, depth: depth, onOneLine: isFlat) { writer, index in
                writer.write(elements[index], depth: depth + 1)
            }
        case .object(let members):
            write(open: "{", close: "}", count: members.count, depth: depth, onOneLine: false) { writer, index in
                writer.write(members[index].key)
                writer.bytes += (writer.layout == .compact ? ":" : ": ").utf8
                writer.write(members[index].value, depth: depth + 1)
            }
        }
    }

    private mutating func write(
        open: Unicode.Scalar, close: Unicode.Scalar, count: Int, depth: Int, onOneLine: Bool,
        element: (inout JSONWriter, Int) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for index in 0..<count {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            if layout == .indented {
                if !onOneLine { newLine(depth: depth + 1) } else if index > 0 { bytes.append(UInt8(ascii: " ")) }
            }
            element(&self, index)
        }
        if layout == .indented, !onOneLine, count > 0 { newLine(depth: depth) }
        bytes.append(UInt8(ascii: close))
    }

    private mutating func newLine(depth: Int) {
        bytes.append(UInt8(ascii: "\n"))
        for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
    }

    private mutating func write(_ number: Double) {
        guard number.isFinite else {
            bytes += "null".utf8
            return
        }
        if let integer = Int(exactly: number), abs(number) < 1e15 {
            bytes += String(integer).utf8
        } else {
            bytes += number.description.utf8
        }
    }

    private mutating func write(_ string: String) {
        let hexDigits = Array("0123456789abcdef".utf8)
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\r"): bytes += #"\r"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case 0..<0x20: bytes += #"\u00"#.utf8 + [hexDigits[Int(byte >> 4)], hexDigits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
