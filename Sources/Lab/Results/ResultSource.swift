/// Something that results can be read from, one record after the other: a file of Go benchmark text, a run file.
///
/// All sources feed the same pipeline: filter, projection, comparison.
public protocol ResultSource: Sendable {
    /// Passes every record to `body`, in order.
    ///
    /// - Throws: `ResultInputError` if the input cannot be used, or what `body` throws.
    func forEachRecord(_ body: (ResultRecord) throws -> Void) throws
}

/// What a source of results can contain.
public enum ResultRecord: Sendable {
    case result(BenchmarkResult)
    /// Something said about a unit. It holds for all results of all inputs, those before it included.
    case unit(UnitMetadata.Entry, at: SourcePosition?)
    /// Something that was left out, with the reason.
    case warning(ResultInputWarning)
}

/// Something in an input that was left out, and why. Reading went on behind it.
public struct ResultInputWarning: Hashable, Sendable, CustomStringConvertible {
    /// Where the part that was left out starts.
    public var position: SourcePosition
    /// What was left out and why, without the place.
    public var message: String

    /// A reason and the place that it concerns.
    public init(_ message: String, at position: SourcePosition) {
        self.position = position
        self.message = message
    }

    public var description: String { "\(position): \(message)" }
}

/// Why an input of results cannot be used at all.
public enum ResultInputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A file that cannot be opened or read, with the system's reason.
    case unreadable(file: String, reason: String)
    /// A line longer than `limit` bytes.
    case lineTooLong(SourcePosition, limit: Int)
    /// A measurement that is no finite number.
    case notFinite(SourcePosition, field: String, text: String)
    /// A time below zero.
    case negativeTime(SourcePosition, field: String, text: String)
    /// A file without a single result.
    case noResults(file: String)

    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): \(reason)"
        case .lineTooLong(let position, let limit):
            "\(position): the line is longer than \(limit >> 20) MiB; is this a file of benchmark results?"
        case .notFinite(let position, let field, let text):
            "\(position): \(field) is '\(text)', which is no finite number; remove the line or measure again"
        case .negativeTime(let position, let field, let text):
            "\(position): \(field) is '\(text)', but no time is below zero; remove the line or measure again"
        case .noResults(let file):
            "\(file): no benchmark results in this file; a result is a line such as 'BenchmarkName 100 52.1 ns/op'"
                + (file.hasSuffix(".jsonl") ? ", and a run file starts with '{' in line 1" : "")
        }
    }
}
