import CSQLite

/// What SQLite refused, where, and why.
public struct SQLiteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// SQLite's extended result code, such as 2067 (`SQLITE_CONSTRAINT_UNIQUE`).
    public let code: Int32
    /// SQLite's own sentence about this failure.
    public let message: String
    /// The statement that failed, without the values bound to it; nil where no statement was involved.
    public let sql: String?
    /// The database file where opening it failed; nil otherwise.
    public let path: String?

    /// A failure by its extended result code, with the statement or the file where there is one.
    public init(code: Int32, message: String, sql: String? = nil, path: String? = nil) {
        self.code = code
        self.message = message
        self.sql = sql
        self.path = path
    }

    /// The kind of failure: the low byte of ``code``, such as 19 (`SQLITE_CONSTRAINT`).
    public var primaryCode: Int32 { code & 0xFF }

    public var description: String {
        var text = "SQLite error \(code) (\(String(cString: sqlite3_errstr(code)))): \(message)"
        if let path { text += "; in the file \(path)" }
        if let sql { text += "; in the statement: \(sql)" }
        if let advice { text += "; \(advice)" }
        return text
    }

    private var advice: String? {
        switch primaryCode {
        case SQLITE_CANTOPEN: "check that the directory exists and that you may write to it"
        case SQLITE_READONLY: "check that you may write to the file and its directory"
        case SQLITE_NOTADB, SQLITE_CORRUPT: "remove the file, and it will be made anew"
        case SQLITE_FULL: "make room on the disk"
        case SQLITE_BUSY, SQLITE_LOCKED: "another connection holds the database; give this one a copy of its own"
        default: nil
        }
    }

    /// Reads the failure that a connection has just reported.
    static func last(of connection: OpaquePointer?, code: Int32, sql: String? = nil, path: String? = nil) -> SQLiteError
    {
        SQLiteError(code: code, message: String(cString: sqlite3_errmsg(connection)), sql: sql, path: path)
    }
}
