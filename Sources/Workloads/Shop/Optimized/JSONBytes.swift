/// JSON's share of writing to a byte buffer.
extension [UInt8] {
    /// Appends UTF-8 text in quotation marks, escaped for JSON and so that it can stand in HTML.
    ///
    /// Nearly all text needs no escape, so it is copied in runs that end where a byte needs one.
    mutating func append(quoted text: UnsafeBufferPointer<UInt8>) {
        append(UInt8(ascii: "\""))
        var runStart = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            guard needsEscape(byte) else {
                index += 1
                continue
            }
            // The line and paragraph separators U+2028 and U+2029 are E2 80 A8 and E2 80 A9.
            if byte == 0xE2 {
                guard index + 2 < text.count, text[index + 1] == 0x80, text[index + 2] | 1 == 0xA9 else {
                    index += 1
                    continue
                }
                append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
                if text[index + 2] == 0xA8 { append("\\u2028") } else { append("\\u2029") }
                index += 3
            } else {
                append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart..<index]))
                append(escapeOf: byte)
                index += 1
            }
            runStart = index
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: text[runStart...]))
        append(UInt8(ascii: "\""))
    }

    /// Appends a string in quotation marks, escaped as above.
    mutating func append(quoted text: String) {
        var text = text
        text.withUTF8 { append(quoted: $0) }
    }
}

/// Whether a byte of UTF-8 has to be escaped, or begins a scalar that may have to be.
@inline(__always)
private func needsEscape(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\\"),
        0x7F, 0xE2:
        true
    default: false
    }
}
