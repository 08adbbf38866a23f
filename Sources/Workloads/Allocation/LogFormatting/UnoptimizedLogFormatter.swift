/// Formats a line out of strings of its parts.
///
/// - `TEMPORARY-STRINGS`: each key, value and pair becomes a string, the pairs an array, the array a line, and the line
///   the bytes that were wanted. Strings of up to 15 bytes live in place; every longer one is an allocation, and so is
///   every array.
/// - `DESCRIBE-BY-REFLECTION`: `String(describing:)` on a value of a type that it learns only when it runs looks for
///   conformances before it converts.
/// - `ESCAPE-PER-SCALAR`: a string for each scalar of a text.
public struct UnoptimizedLogFormatter: LogFormatter {
    /// A formatter, which keeps nothing from one entry to the next.
    public init() {}

    public func append(_ record: LogRecord, to output: inout [UInt8]) {
        output.append(contentsOf: "\(line(for: record))\n".utf8)
    }

    private func line(for record: LogRecord) -> String {
        var pairs = [
            "time=\(timestamp(record.milliseconds))",
            "level=\(record.level.rawValue)",
            "source=\(record.source)",
            "request=\(padded(String(record.requestID, radix: 16), to: 16))",
            "message=\(quotedIfNeeded(record.message))",
        ]
        pairs += record.fields.map { "\($0.key)=\(text($0.value))" }
        return pairs.joined(separator: " ")
    }

    private func text(_ value: LogRecord.Value) -> String {
        let content: Any =
            switch value {
            case .integer(let number): number
            case .boolean(let flag): flag
            case .text(let text): text
            }
        return quotedIfNeeded(String(describing: content))
    }

    private func timestamp(_ milliseconds: Int) -> String {
        let time = CivilTime(unixSeconds: milliseconds / 1_000)
        let year = padded(String(time.year), to: 4)
        let date = [year] + [time.month, time.day].map { padded(String($0), to: 2) }
        let clock = [time.hour, time.minute, time.second].map { padded(String($0), to: 2) }
        let fraction = padded(String(milliseconds % 1_000), to: 3)
        return "\(date.joined(separator: "-"))T\(clock.joined(separator: ":")).\(fraction)Z"
    }

    private func padded(_ digits: String, to width: Int) -> String {
        String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private func quotedIfNeeded(_ text: String) -> String {
        let special: [Unicode.Scalar] = ["=", "\"", "\\", "\u{7F}"]
        if !text.isEmpty && text.unicodeScalars.allSatisfy({ $0 > " " && !special.contains($0) }) { return text }
        return "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{0}"..<" ", "\u{7F}": "\\u" + padded(String(scalar.value, radix: 16), to: 4)
        default: String(scalar)
        }
    }
}
