import CSQLite
import Testing

@testable import Workloads

@Suite("A statement")
struct StatementTests {
    private let database: Database

    init() throws {
        database = try Database(path: ":memory:")
        try database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER UNIQUE, s TEXT) STRICT")
    }

    @Test(
        "text comes back as it was bound, whatever is in it",
        arguments: [
            "", "plain", "Robert'); DROP TABLE t;--", "\" OR 1=1 --", "<script>alert(1)</script>", "zero \0 inside",
            "?1 :name @x $y", "Zoë 日本語 👩‍👩‍👧", "e\u{301}", String(repeating: "long ", count: 10_000),
        ])
    func text(value: String) throws {
        try database.prepare("INSERT INTO t (s) VALUES (?1)").run(value)
        let read = try database.prepare("SELECT s, typeof(s) FROM t WHERE s = ?1")
        try read.bind(value)
        #expect(try read.step())
        #expect(read.text(0).utf8.elementsEqual(value.utf8))
        #expect(read.text(1) == "text")
        #expect(try !read.step())
    }

    @Test("integers come back as they were bound", arguments: [0, -1, Int.max, Int.min])
    func integer(value: Int) throws {
        try database.prepare("INSERT INTO t (n) VALUES (?1)").run(value)
        let read = try database.prepare("SELECT n FROM t")
        #expect(try read.step())
        #expect(read.integer(0) == value)
    }

    @Test("nothing is bound as null, and an empty text is not nothing")
    func null() throws {
        try database.prepare("INSERT INTO t (n, s) VALUES (?1, ?2)").run(Int?.none, Optional(""))
        let read = try database.prepare("SELECT n, s FROM t")
        #expect(try read.step())
        #expect(read.isNull(0))
        #expect(!read.isNull(1))
        #expect(read.integer(0) == 0)
    }

    @Test("a statement can be used again, and binding starts it from its beginning")
    func reuse() throws {
        let insert = try database.prepare("INSERT INTO t (n) VALUES (?1)")
        for n in 1...5 { try insert.run(n) }
        let read = try database.prepare("SELECT n FROM t WHERE n >= ?1 ORDER BY n")
        try read.bind(2)
        #expect(try read.step())
        #expect(read.integer(0) == 2)
        try read.bind(4)
        #expect(try read.step())
        #expect(read.integer(0) == 4)
    }

    @Test("SQL that is wrong is refused with its text and SQLite's reason")
    func wrongSQL() throws {
        let error = #expect(throws: SQLiteError.self) { try database.prepare("SELEKT 1") }
        #expect(error?.code == SQLITE_ERROR)
        #expect(error?.sql == "SELEKT 1")
        #expect(error?.message == "near \"SELEKT\": syntax error")
    }

    @Test("no statement and two statements are refused where one is wanted")
    func notOne() throws {
        #expect(throws: SQLiteError.self) { try database.prepare("") }
        #expect(throws: SQLiteError.self) { try database.prepare(" -- nothing") }
        #expect(throws: SQLiteError.self) { try database.prepare("SELECT 1; SELECT 2") }
        #expect(throws: Never.self) { try database.prepare("SELECT 1;\n") }
    }

    @Test("a violated constraint is told with its code, and the statement can go on")
    func constraint() throws {
        let insert = try database.prepare("INSERT INTO t (n) VALUES (?1)")
        try insert.run(1)
        let error = #expect(throws: SQLiteError.self) { try insert.run(1) }
        #expect(error?.code == 2067)
        #expect(error?.primaryCode == SQLITE_CONSTRAINT)
        #expect(error?.message == "UNIQUE constraint failed: t.n")
        #expect(error?.description.contains("INSERT INTO t (n) VALUES (?1)") == true)
        try insert.run(2)
    }

    @Test("a value of another type than its column's is refused")
    func strict() throws {
        let error = #expect(throws: SQLiteError.self) {
            try database.prepare("INSERT INTO t (n) VALUES (?1)").run("many")
        }
        #expect(error?.primaryCode == SQLITE_CONSTRAINT)
    }

    @Test("a statement outlives the connection that made it")
    func outlives() throws {
        var database: Database? = try Database(path: ":memory:")
        let statement = try database?.prepare("SELECT 42")
        database = nil
        #expect(try statement?.step() == true)
        #expect(statement?.integer(0) == 42)
    }
}
