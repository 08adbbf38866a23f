/// Formats a line straight into the bytes that are wanted.
///
/// Digits and text go to the end of the one buffer, which the caller empties and keeps; once it has grown to the
/// longest line, a line costs no allocation at all. Text is looked at once for whether it needs quotation marks, and
/// copied in runs between the bytes that need an escape. Entries of a second share their date: the calendar is asked
/// once a second.
public struct OptimizedLogFormatter: LogFormatter {
    /// The second that `timestamp` shows; no entry has a negative one.
    private var second = -1
    /// `2025-01-31T23:59:59`.
    private var timestamp: [UInt8] = []

    /// A formatter that has yet to ask the calendar.
    public init() {
        timestamp.reserveCapacity(24)
    }

    public mutating func append(_ record: LogRecord, to output: inout [UInt8]) {
        let (second, milliseconds) = record.milliseconds.quotientAndRemainder(dividingBy: 1_000)
        if second != self.second {
            self.second = second
            timestamp.removeAll(keepingCapacity: true)
            timestamp.append(CivilTime(unixSeconds: second))
        }
        output.append("time=")
        output.append(contentsOf: timestamp)
        output.append(".")
        output.append(decimal: milliseconds, width: 3)
        output.append("Z level=")
        output.append(name(of: record.level))
        output.append(" source=")
        output.append(contentsOf: record.source.utf8)
        output.append(" request=")
        output.append(hexadecimal: record.requestID)
        output.append(" message=")
        output.append(quotedIfNeeded: record.message)
        for field in record.fields {
            output.append(" ")
            output.append(contentsOf: field.key.utf8)
            output.append("=")
            switch field.value {
            case .integer(let number): output.append(decimal: number)
            case .boolean(let flag): output.append(flag ? "true" : "false")
            case .text(let text): output.append(quotedIfNeeded: text)
            }
        }
        output.append("\n")
    }

    private func name(of level: LogRecord.Level) -> StaticString {
        switch level {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(quotedIfNeeded text: String) {
        var text = text
        text.withUTF8 { bytes in
            if bytes.isEmpty || bytes.contains(where: { needsQuotes($0) }) {
                append(quotedForLog: bytes)
            } else {
                append(contentsOf: bytes)
            }
        }
    }

    private mutating func append(quotedForLog bytes: UnsafeBufferPointer<UInt8>) {
        append("\"")
        var runStart = 0
        for (index, byte) in bytes.enumerated() where needsQuotes(byte) && byte != UInt8(ascii: " ") {
            // What asks for quotation marks only, and needs no escape inside them.
            if byte == UInt8(ascii: "=") { continue }
            append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
            runStart = index + 1
            append(escapeOf: byte)
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
        append("\"")
    }
}

@inline(__always)
private func needsQuotes(_ byte: UInt8) -> Bool {
    byte <= UInt8(ascii: " ") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
        || byte == 0x7F
}
