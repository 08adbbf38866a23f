import CSQLite

/// A connection to one SQLite database file, owned by one thread or task.
///
/// SQL is a `StaticString` throughout: a statement is fixed when the program is compiled, and what comes from outside
/// can reach the database only as a bound value. A connection is opened without SQLite's own mutex and is
/// not `Sendable`, so that the compiler keeps it with its owner. It closes when the last reference to it goes.
public final class Database {
    /// What a connection may do with its file.
    public enum Access: Sendable {
        /// Read and write a file, and make it if there is none.
        case create
        /// Read and write a file that exists.
        case readWrite
        /// Read a file that exists.
        case readOnly
    }

    /// When a transaction takes its locks.
    public enum TransactionKind: Sendable {
        /// A reading lock at the first read.
        case deferred
        /// The writing lock at the beginning, so that what was read cannot have changed before it is written.
        case immediate
    }

    let connection: OpaquePointer

    /// Opens a database file.
    ///
    /// Foreign keys are enforced, and a lock that another connection holds is waited for.
    ///
    /// - Parameters:
    ///   - path: The file. `:memory:` is a database without one.
    ///   - access: What the connection may do.
    ///   - busyTimeout: How long to wait for a lock, in milliseconds.
    /// - Throws: `SQLiteError`, naming the path.
    public init(path: String, access: Access = .readWrite, busyTimeout: Int32 = 5_000) throws(SQLiteError) {
        let flags =
            switch access {
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readWrite: SQLITE_OPEN_READWRITE
            case .readOnly: SQLITE_OPEN_READONLY
            }
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let error = SQLiteError.last(of: opened, code: code, path: path)
            sqlite3_close_v2(opened)
            throw error
        }
        connection = opened
        sqlite3_busy_timeout(connection, busyTimeout)
        try execute("PRAGMA foreign_keys = ON")
    }

    deinit {
        // The second version of close lets statements outlive the connection: it ends when the last of them does.
        sqlite3_close_v2(connection)
    }

    /// Runs one or more statements that take no values and whose rows, if any, are not wanted.
    ///
    /// - Throws: `SQLiteError`, naming the SQL.
    public func execute(_ sql: StaticString) throws(SQLiteError) {
        // A literal ends with a zero byte, as this call wants it.
        let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount + 1) {
            sqlite3_exec(connection, $0, nil, nil, nil)
        }
        guard code == SQLITE_OK else { throw .last(of: connection, code: code, sql: sql.description) }
    }

    /// Compiles a statement.
    ///
    /// - Parameters:
    ///   - sql: One statement.
    ///   - isKept: Whether it will be used many times; SQLite then keeps its memory out of its pool for short-lived
    ///     things.
    /// - Throws: `SQLiteError` if the text is not exactly one valid statement.
    public func prepare(_ sql: StaticString, isKept: Bool = false) throws(SQLiteError) -> Statement {
        try Statement(sql, on: connection, isKept: isKept)
    }

    /// Runs `body` in a transaction, which is committed if it returns and undone if it throws.
    ///
    /// - Throws: What `body` throws, or a `SQLiteError` if the transaction cannot begin or commit.
    public func transaction<Result>(_ kind: TransactionKind, _ body: () throws -> Result) throws -> Result {
        switch kind {
        case .deferred: try execute("BEGIN")
        case .immediate: try execute("BEGIN IMMEDIATE")
        }
        do {
            let result = try body()
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Undoes the open transaction, if there is one.
    ///
    /// After some failures (a full disk, say) SQLite has undone it already. An undoing that fails leaves the
    /// transaction open, and the next one will say so when it begins; the error that led here is the one to report.
    func rollBack() {
        guard sqlite3_get_autocommit(connection) == 0 else { return }
        sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
    }

    /// The identifier of the row inserted last.
    public var lastInsertedIdentifier: Int { Int(sqlite3_last_insert_rowid(connection)) }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` touched.
    public var changedRows: Int { Int(sqlite3_changes64(connection)) }

    /// Switches the file to a write-ahead log, in which readers and the writer do not wait for each other.
    ///
    /// A commit is then safe against the death of the process; `synchronous = NORMAL` leaves out the wait for the disk
    /// that would make it safe against the loss of power as well. The workloads compare code, and that wait is the
    /// disk's.
    ///
    /// - Throws: `SQLiteError`, also if the file system cannot share memory between processes, which the log needs.
    public func useWriteAheadLog() throws(SQLiteError) {
        let mode = try prepare("PRAGMA journal_mode = WAL")
        guard try mode.step(), mode.text(0) == "wal" else {
            throw SQLiteError(
                code: SQLITE_ERROR, message: "the file system does not support a write-ahead log",
                sql: "PRAGMA journal_mode = WAL")
        }
        try execute("PRAGMA synchronous = NORMAL")
    }
}

@available(*, unavailable)
extension Database: Sendable {}
