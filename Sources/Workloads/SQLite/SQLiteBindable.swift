import CSQLite

/// A value that can be bound to a parameter of a statement: integers, text, and either of them or null.
public protocol SQLiteBindable {
    /// Binds the value to the parameter at `index`, counted from 1, and returns SQLite's result code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int: SQLiteBindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension String: SQLiteBindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // SQLite takes a missing pointer, which an empty buffer may have, for a null.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(statement, index, "", 0, nil) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                // The destructor of -1 (SQLITE_TRANSIENT) makes SQLite copy the text, which moves when this returns.
                sqlite3_bind_text64(
                    statement, index, $0, UInt64(bytes.count), unsafeBitCast(-1, to: sqlite3_destructor_type.self),
                    UInt8(SQLITE_UTF8))
            }
        }
    }
}

extension Optional: SQLiteBindable where Wrapped: SQLiteBindable {
    public func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        switch self {
        case .some(let value): value.bind(to: statement, at: index)
        case nil: sqlite3_bind_null(statement, index)
        }
    }
}
