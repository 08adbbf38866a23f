import CSQLite
import Testing

@testable import Workloads

@Suite("A database connection")
struct DatabaseTests {
    private let directory: TemporaryDirectory
    private let database: Database

    init() throws {
        directory = try TemporaryDirectory()
        database = try Database(path: "\(directory.path)/test.sqlite", access: .create)
        try database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER UNIQUE, s TEXT) STRICT")
    }

    private func count() throws -> Int {
        let statement = try database.prepare("SELECT COUNT(*) FROM t")
        return try statement.step() ? statement.integer(0) : -1
    }

    @Test("opening a file that is not there fails and names it")
    func missingFile() throws {
        let error = #expect(throws: SQLiteError.self) { try Database(path: "/nowhere/at/all.sqlite") }
        #expect(error?.primaryCode == SQLITE_CANTOPEN)
        #expect(error?.path == "/nowhere/at/all.sqlite")
        #expect(error?.description.contains("/nowhere/at/all.sqlite") == true)
    }

    @Test("a file that is no database is refused")
    func garbage() throws {
        let path = "\(directory.path)/garbage"
        try Files.copy("/proc/self/exe", to: path)
        let error = #expect(throws: SQLiteError.self) { try Database(path: path).prepare("SELECT * FROM t").step() }
        #expect(error?.primaryCode == SQLITE_NOTADB)
    }

    @Test("a connection for reading cannot write")
    func readOnly() throws {
        let reader = try Database(path: "\(directory.path)/test.sqlite", access: .readOnly)
        let error = #expect(throws: SQLiteError.self) { try reader.execute("DELETE FROM t") }
        #expect(error?.primaryCode == SQLITE_READONLY)
    }

    @Test("a transaction whose body throws leaves nothing behind")
    func rollBack() throws {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.transaction(.immediate) {
                try database.execute("INSERT INTO t (n) VALUES (1)")
                throw Stop()
            }
        }
        #expect(try count() == 0)
        try database.transaction(.immediate) { try database.execute("INSERT INTO t (n) VALUES (1)") }
        #expect(try count() == 1)
        #expect(database.lastInsertedIdentifier == 1)
        #expect(database.changedRows == 1)
    }

    @Test("a write-ahead log is kept by the file and removed when it closes")
    func writeAheadLog() throws {
        let path = "\(directory.path)/log.sqlite"
        func mode() throws -> String {
            let statement = try Database(path: path, access: .create).prepare("PRAGMA journal_mode")
            return try statement.step() ? statement.text(0) : ""
        }
        #expect(try mode() == "delete")
        do {
            let database = try Database(path: path)
            try database.useWriteAheadLog()
            try database.execute("CREATE TABLE t (n INTEGER)")
            #expect(directory.contents.contains("log.sqlite-wal"))
        }
        #expect(try mode() == "wal")
        #expect(!directory.contents.contains("log.sqlite-wal"))
    }

    @Test("a database without a file has no write-ahead log, and says so")
    func noWriteAheadLog() throws {
        #expect(throws: SQLiteError.self) { try Database(path: ":memory:").useWriteAheadLog() }
    }

    @Test("a cache compiles a statement once, and once more for a use within a use")
    func cache() throws {
        let cache = StatementCache(for: database)
        func use(_ body: (Statement) throws -> Void) throws {
            try cache.withStatement("SELECT n FROM t ORDER BY n", body)
        }
        for n in 1...3 { try cache.run("INSERT INTO t (n) VALUES (?1)", n) }
        var first: ObjectIdentifier?
        try use { first = ObjectIdentifier($0) }
        var pairs: [[Int]] = []
        try use { outer in
            #expect(ObjectIdentifier(outer) == first)
            while try outer.step(), pairs.count < 20 {
                try use { inner in
                    while try inner.step() { pairs.append([outer.integer(0), inner.integer(0)]) }
                }
            }
        }
        #expect(pairs == [[1, 1], [1, 2], [1, 3], [2, 1], [2, 2], [2, 3], [3, 1], [3, 2], [3, 3]])
    }

    @Test("a cached transaction undoes what a failed statement left half done")
    func cachedTransaction() throws {
        let cache = StatementCache(for: database)
        let error = #expect(throws: SQLiteError.self) {
            try cache.transaction(.immediate) {
                try cache.run("INSERT INTO t (n) VALUES (?1)", 5)
                try cache.run("INSERT INTO t (n) VALUES (?1)", 5)
            }
        }
        #expect(error?.code == 2067)
        #expect(try count() == 0)
        try cache.transaction(.deferred) { try cache.run("INSERT INTO t (n) VALUES (?1)", 5) }
        #expect(try count() == 1)
    }
}
