import CSQLite

/// A compiled statement: values are bound to it, and it is stepped from row to row.
///
/// It belongs to the owner of its connection, and may outlive the `Database` that made it.
///
/// ```swift
/// let names = try database.prepare("SELECT name FROM products WHERE category_id = ?1")
/// try names.bind(category)
/// while try names.step() { print(names.text(0)) }
/// ```
public final class Statement {
    private let handle: OpaquePointer
    private let sql: StaticString
    private let columnCount: Int
    private let parameterCount: Int
    /// Whether the statement stands on a row whose columns can be read.
    private(set) var hasRow = false
    /// Whether somebody is using the statement at the moment; kept by ``StatementCache``.
    var isInUse = false

    init(_ sql: StaticString, on connection: OpaquePointer, isKept: Bool) throws(SQLiteError) {
        self.sql = sql
        var prepared: OpaquePointer?
        var hasMore = false
        let flags = isKept ? UInt32(SQLITE_PREPARE_PERSISTENT) : 0
        let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount) { start in
            var tail: UnsafePointer<CChar>?
            let code = sqlite3_prepare_v3(connection, start, Int32(sql.utf8CodeUnitCount), flags, &prepared, &tail)
            if let tail {
                let rest = UnsafeBufferPointer(start: tail, count: start + sql.utf8CodeUnitCount - tail)
                hasMore = rest.contains { !" \n\t;".utf8.contains(UInt8(bitPattern: $0)) }
            }
            return code
        }
        guard code == SQLITE_OK else { throw .last(of: connection, code: code, sql: sql.description) }
        guard let prepared, !hasMore else {
            sqlite3_finalize(prepared)
            throw SQLiteError(
                code: SQLITE_MISUSE, message: "this must be one statement; execute(_:) takes several",
                sql: sql.description)
        }
        handle = prepared
        columnCount = Int(sqlite3_column_count(prepared))
        parameterCount = Int(sqlite3_bind_parameter_count(prepared))
    }

    deinit {
        sqlite3_finalize(handle)
    }

    /// Binds the statement's parameters in their order, and makes it ready to be stepped from its beginning.
    ///
    /// - Precondition: There are as many values as parameters.
    /// - Throws: `SQLiteError` if a text is longer than SQLite allows or there is no memory for it.
    public func bind<each Value: SQLiteBindable>(_ value: repeat each Value) throws(SQLiteError) {
        reset()
        var index = 0
        for value in repeat each value {
            index += 1
            let code = value.bind(to: handle, at: Int32(index))
            guard code == SQLITE_OK else { throw failure(code) }
        }
        precondition(index == parameterCount, "\(index) values for \(parameterCount) parameters of \(sql)")
    }

    /// Goes to the next row; false after the last one, and for a statement that has no rows.
    ///
    /// - Throws: `SQLiteError` as the statement meets it: a violated constraint, a lock, a damaged file.
    public func step() throws(SQLiteError) -> Bool {
        let code = sqlite3_step(handle)
        hasRow = code == SQLITE_ROW
        if hasRow { return true }
        guard code == SQLITE_DONE else {
            let error = failure(code)
            reset()
            throw error
        }
        return false
    }

    /// Binds `value` and runs a statement whose rows, if any, are not wanted.
    ///
    /// - Throws: `SQLiteError` as ``step()`` does.
    public func run<each Value: SQLiteBindable>(_ value: repeat each Value) throws(SQLiteError) {
        try bind(repeat each value)
        while try step() {}
        reset()
    }

    /// Lets go of the current row and of the locks it holds; bound values stay.
    public func reset() {
        // The code that this returns is the last step's, which has been thrown already.
        sqlite3_reset(handle)
        hasRow = false
    }

    /// The integer in a column of the current row, counted from 0; 0 for a null.
    ///
    /// - Precondition: The statement is on a row that has the column.
    public func integer(_ column: Int) -> Int {
        check(column)
        return Int(sqlite3_column_int64(handle, Int32(column)))
    }

    /// Whether a column of the current row, counted from 0, is null.
    ///
    /// - Precondition: The statement is on a row that has the column.
    public func isNull(_ column: Int) -> Bool {
        check(column)
        return sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
    }

    /// A copy of the text in a column of the current row, counted from 0; empty for a null.
    ///
    /// - Precondition: The statement is on a row that has the column.
    public func text(_ column: Int) -> String {
        withUTF8(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Gives `body` the bytes of the text in a column of the current row, counted from 0, where SQLite keeps them.
    ///
    /// They are UTF-8, as everything bound is, and gone when `body` returns.
    ///
    /// - Precondition: The statement is on a row that has the column.
    public func withUTF8<Result>(
        _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
    ) rethrows -> Result {
        check(column)
        // The text is asked for before its length: the other way round, a conversion could come between them.
        let start = sqlite3_column_text(handle, Int32(column))
        let count = start == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
        return try body(UnsafeBufferPointer(start: start, count: count))
    }

    private func check(_ column: Int) {
        precondition(hasRow, "the statement is not on a row: \(sql)")
        precondition(column >= 0 && column < columnCount, "no column \(column) in: \(sql)")
    }

    private func failure(_ code: Int32) -> SQLiteError {
        .last(of: sqlite3_db_handle(handle), code: code, sql: sql.description)
    }
}

@available(*, unavailable)
extension Statement: Sendable {}
