import CSQLite

extension SQLiteError {
    /// A row that the shop itself has written, or that a foreign key promises, is missing.
    static func missingRow(_ message: String) -> SQLiteError {
        SQLiteError(code: SQLITE_CORRUPT, message: message)
    }
}

extension OrderStatus {
    /// Reads a status as the database has it.
    ///
    /// - Throws: `SQLiteError` if it is none, which the table forbids.
    init(stored text: String) throws(SQLiteError) {
        guard let status = OrderStatus(rawValue: text) else {
            throw SQLiteError(code: SQLITE_CORRUPT, message: "there is no order status '\(text)'")
        }
        self = status
    }
}
