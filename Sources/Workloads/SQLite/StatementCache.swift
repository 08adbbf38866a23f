/// Compiled statements of one connection, kept for their next use.
///
/// Compiling a statement costs more than running it where it finds a few rows by an index. The cache knows a statement
/// by the address of its literal and is therefore never larger than the program's text.
public final class StatementCache {
    private let database: Database
    private var statements: [UnsafePointer<UInt8>: Statement]

    /// Starts an empty cache for the statements of `database`.
    public init(for database: Database) {
        self.database = database
        statements = Dictionary(minimumCapacity: 32)
    }

    /// Gives `body` the statement for `sql`, compiled the first time only, and resets it afterwards.
    ///
    /// While a statement is in use, a second user of the same SQL is given one of its own.
    ///
    /// - Throws: What `body` throws, or a `SQLiteError` if the statement cannot be compiled.
    public func withStatement<Result>(
        _ sql: StaticString, _ body: (Statement) throws -> Result
    ) throws -> Result {
        let statement = try statement(for: sql)
        statement.isInUse = true
        defer {
            statement.reset()
            statement.isInUse = false
        }
        return try body(statement)
    }

    /// Runs a statement whose rows, if any, are not wanted.
    ///
    /// - Throws: `SQLiteError` as `Statement.step()` does.
    public func run<each Value: SQLiteBindable>(_ sql: StaticString, _ value: repeat each Value) throws {
        let statement = try statement(for: sql)
        try statement.run(repeat each value)
    }

    /// Runs `body` in a transaction, as `Database.transaction(_:_:)` does, with statements from this cache.
    ///
    /// - Throws: What `body` throws, or a `SQLiteError` if the transaction cannot begin or commit.
    public func transaction<Result>(_ kind: Database.TransactionKind, _ body: () throws -> Result) throws -> Result {
        switch kind {
        case .deferred: try run("BEGIN")
        case .immediate: try run("BEGIN IMMEDIATE")
        }
        do {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            database.rollBack()
            throw error
        }
    }

    private func statement(for sql: StaticString) throws(SQLiteError) -> Statement {
        if let cached = statements[sql.utf8Start] {
            return cached.isInUse ? try database.prepare(sql) : cached
        }
        let prepared = try database.prepare(sql, isKept: true)
        statements[sql.utf8Start] = prepared
        return prepared
    }
}

@available(*, unavailable)
extension StatementCache: Sendable {}
