/// One entry of a structured log, before it is text.
public struct LogRecord: Hashable, Sendable {
    /// How much an entry matters.
    public enum Level: String, CaseIterable, Sendable {
        case debug
        case info
        case warning
        case error
    }

    /// What a field may hold.
    public enum Value: Hashable, Sendable {
        case integer(Int)
        case boolean(Bool)
        case text(String)
    }

    /// A named value.
    public struct Field: Hashable, Sendable {
        /// Letters, digits, `_`, `-` and `.`; written as it is.
        public let key: String
        /// Written in the form of its kind.
        public let value: Value

        /// A field whose key needs no escape.
        public init(_ key: String, _ value: Value) {
            self.key = key
            self.value = value
        }
    }

    /// Milliseconds since 1970; must not be negative.
    public let milliseconds: Int
    /// How grave the entry is.
    public let level: Level
    /// The part of the program that speaks, as in ``Field/key``.
    public let source: String
    /// Names the request that the entry belongs to.
    public let requestID: UInt64
    /// For people; may hold any text.
    public let message: String
    /// In the order in which they are written.
    public let fields: [Field]

    /// - Precondition: `milliseconds` is not negative.
    public init(
        milliseconds: Int, level: Level, source: String, requestID: UInt64, message: String, fields: [Field]
    ) {
        precondition(milliseconds >= 0, "a log entry is not from before 1970")
        self.milliseconds = milliseconds
        self.level = level
        self.source = source
        self.requestID = requestID
        self.message = message
        self.fields = fields
    }
}
