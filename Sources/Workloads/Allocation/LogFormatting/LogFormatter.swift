/// Writes log entries as lines of `key=value` pairs (logfmt).
///
/// ```
/// time=2025-01-31T23:59:59.007Z level=info source=shop.checkout request=00000000000004d2 message="slow statement"
/// ```
///
/// A text stands in quotation marks if it is empty or holds a space, `=`, `"`, `\` or a control character; inside them
/// `"` and `\` are escaped with `\`, and control characters as `\n`, `\r`, `\t` or `\u001f`. So an entry is
/// one line whatever is in it.
///
/// The pair shows what temporary strings cost. A program that logs does so all the time, and the line is thrown away as
/// soon as it is written; nothing of it has to be a `String` ever.
public protocol LogFormatter {
    /// Appends the line for `record`, with its newline, to `output` as UTF-8.
    mutating func append(_ record: LogRecord, to output: inout [UInt8])
}
