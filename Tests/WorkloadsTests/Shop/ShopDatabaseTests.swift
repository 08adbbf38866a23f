import Testing

@testable import Workloads

@Suite("A database of the shop")
struct ShopDatabaseTests {
    private func number(_ sql: StaticString, _ database: ShopDatabase) throws -> Int {
        let statement = try Database(path: database.path).prepare(sql)
        return try statement.step() ? statement.integer(0) : -1
    }

    @Test("the small one has all that it promises, whole and consistent", arguments: ShopVariant.allCases)
    func contents(variant: ShopVariant) throws {
        let directory = try TemporaryDirectory()
        let database = try ShopDatabase.template(in: directory.path, variant: variant, seed: 1)
            .copy(to: "\(directory.path)/copy.sqlite")
        #expect(try number("SELECT COUNT(*) FROM products", database) == 5_000)
        #expect(try number("SELECT COUNT(*) FROM users", database) == 2_000)
        #expect(try number("SELECT COUNT(*) FROM orders", database) == 20_000)
        #expect(try number("SELECT COUNT(*) FROM order_lines", database) >= 60_000)
        #expect(try number("SELECT COUNT(*) FROM reviews", database) >= 15_000)
        #expect(try number("SELECT COUNT(DISTINCT category_id) FROM products", database) == 24)
        #expect(try ShopFixture.rows("PRAGMA integrity_check", of: database, columns: 1) == ["ok"])
        #expect(try ShopFixture.rows("PRAGMA foreign_key_check", of: database, columns: 1) == [])
        #expect(
            try number(
                """
                SELECT COUNT(*) FROM orders AS o WHERE total_cents <>
                    (SELECT SUM(quantity * unit_price_cents) FROM order_lines WHERE order_id = o.id)
                """, database.withIndexes(in: directory)) == 0)
        let indexes = try number("SELECT COUNT(*) FROM sqlite_schema WHERE type = 'index'", database)
        #expect(indexes == (variant == .unoptimized ? 0 : 6))
    }

    @Test("few products have most of the reviews")
    func skew() throws {
        let directory = try TemporaryDirectory()
        let database = try ShopDatabase.template(in: directory.path, variant: .optimized, seed: 1)
            .copy(to: "\(directory.path)/copy.sqlite")
        let reviewsOfTop = try number(
            """
            SELECT SUM(n) FROM (SELECT COUNT(*) AS n FROM reviews GROUP BY product_id ORDER BY n DESC LIMIT 500)
            """, database)
        #expect(reviewsOfTop > 16_000 / 2)
        #expect(try number("SELECT COUNT(DISTINCT rating) FROM reviews", database) == 5)
    }

    @Test("the same seed gives the same bytes, another seed others, and both variants the same rows")
    func deterministic() throws {
        let directory = try TemporaryDirectory()
        let other = try TemporaryDirectory()
        func template(_ seed: UInt64, _ variant: ShopVariant, in directory: TemporaryDirectory) throws -> ShopDatabase {
            try .template(in: directory.path, variant: variant, seed: seed, size: ShopFixture.tiny)
        }
        let first = try template(5, .optimized, in: directory)
        let second = try template(5, .optimized, in: other)
        #expect(TemporaryDirectory.bytes(of: first.path) == TemporaryDirectory.bytes(of: second.path))
        let third = try template(6, .optimized, in: other)
        #expect(TemporaryDirectory.bytes(of: first.path) != TemporaryDirectory.bytes(of: third.path))
        let plain = try template(5, .unoptimized, in: directory)
        #expect(try ShopFixture.state(of: plain) == ShopFixture.state(of: first))
    }

    @Test("a template is one file, and is made once")
    func once() throws {
        let directory = try TemporaryDirectory()
        func template() throws -> ShopDatabase {
            try .template(in: directory.path, variant: .unoptimized, seed: 5, size: ShopFixture.tiny)
        }
        let database = try template()
        #expect(directory.contents.count == 1)
        #expect(database.path.hasPrefix(directory.path))
        // A change inside a page, which a new template would not have.
        try Database(path: database.path).execute("UPDATE products SET stock = 77")
        #expect(try number("SELECT MIN(stock) FROM products", template()) == 77)
    }

    @Test("many who make a template at once get the same one, and nothing else is left")
    func concurrent() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path
        let databases = try await withThrowingTaskGroup(of: ShopDatabase.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try .template(in: path, variant: .optimized, seed: 5, size: ShopFixture.tiny)
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(databases).count == 1)
        #expect(directory.contents.count == 1)
        #expect(try ShopFixture.rows("PRAGMA integrity_check", of: databases[0], columns: 1) == ["ok"])
    }

    @Test("its contents belong to its version: whoever changes them has to raise that")
    func version() throws {
        let directory = try TemporaryDirectory()
        let database = try ShopDatabase.template(
            in: directory.path, variant: .unoptimized, seed: 1, size: ShopFixture.tiny)
        let rows =
            try ShopFixture.state(of: database)
            + ShopFixture.rows("SELECT sql FROM sqlite_schema ORDER BY name", of: database, columns: 1)
            + ShopFixture.rows("SELECT * FROM categories ORDER BY id", of: database, columns: 2)
            + ShopFixture.rows("SELECT * FROM products ORDER BY id", of: database, columns: 8)
            + ShopFixture.rows("SELECT * FROM users ORDER BY id", of: database, columns: 3)
            + ShopFixture.rows("SELECT * FROM reviews ORDER BY id", of: database, columns: 6)
        // FNV-1a over all rows and the text of the indexes.
        let digest = (rows.joined(separator: "\n") + "\(ShopSchema.indexes)").utf8.reduce(
            0xcbf2_9ce4_8422_2325 as UInt64
        ) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
        }
        #expect(ShopSchema.version == 1)
        #expect(digest == 9_932_854_521_699_132_318)
    }

    @Test("a damaged or older template is made anew")
    func damaged() throws {
        let directory = try TemporaryDirectory()
        func template() throws -> ShopDatabase {
            try .template(in: directory.path, variant: .unoptimized, seed: 5, size: ShopFixture.tiny)
        }
        let path = try template().path
        let bytes = TemporaryDirectory.bytes(of: path)
        try Database(path: path).execute("PRAGMA user_version = 0")
        #expect(TemporaryDirectory.bytes(of: path) != bytes)
        #expect(try TemporaryDirectory.bytes(of: template().path) == bytes)
        for count in [0, 50, 100, 4_096, bytes.count - 1] {
            try TemporaryDirectory.write(Array(bytes.prefix(count)), to: path)
            #expect(try TemporaryDirectory.bytes(of: template().path) == bytes, "after \(count) bytes")
        }
    }

    @Test("a directory that cannot be made is an error that names it")
    func noDirectory() throws {
        let error = #expect(throws: FileError.self) {
            try ShopDatabase.template(
                in: "/proc/nowhere/cache", variant: .optimized, seed: 1, size: ShopFixture.tiny)
        }
        #expect(error?.description.contains("/proc/nowhere") == true)
    }

    @Test("a copy replaces an older database with its log, and changes nothing in the template")
    func copy() throws {
        let directory = try TemporaryDirectory()
        let template = try ShopDatabase.template(
            in: directory.path, variant: .optimized, seed: 5, size: ShopFixture.tiny)
        let bytes = TemporaryDirectory.bytes(of: template.path)
        let path = "\(directory.path)/copy.sqlite"
        for suffix in ["-wal", "-shm"] { try TemporaryDirectory.write([1, 2, 3], to: path + suffix) }
        let copy = try template.copy(to: path)
        #expect(TemporaryDirectory.bytes(of: path) == bytes)
        #expect(directory.contents.count == 2)
        try Database(path: copy.path).execute("UPDATE products SET stock = 0")
        #expect(TemporaryDirectory.bytes(of: template.path) == bytes)
        try copy.remove()
        #expect(directory.contents.count == 1)
    }

    @Test("restoring undoes all orders", arguments: ShopVariant.allCases)
    func restore(variant: ShopVariant) throws {
        let directory = try TemporaryDirectory()
        let database = try ShopDatabase.template(
            in: directory.path, variant: variant, seed: 5, size: ShopFixture.tiny
        ).copy(to: "\(directory.path)/copy.sqlite")
        let before = try ShopFixture.state(of: database)
        let shop = try database.open()
        let trace = ShopTrace(seed: 1, count: 50, size: ShopFixture.tiny, mix: .checkouts)
        let first = try trace.requests.map { try Outcome($0, by: shop) }
        #expect(try ShopFixture.state(of: database) != before)
        try database.restore()
        #expect(try ShopFixture.state(of: database) == before)
        #expect(try trace.requests.map { try Outcome($0, by: shop) } == first)
    }
}

extension ShopDatabase {
    /// A copy that has the indexes, for checks that would take long without.
    fileprivate func withIndexes(in directory: TemporaryDirectory) throws -> ShopDatabase {
        guard variant == .unoptimized else { return self }
        let copy = try copy(to: "\(directory.path)/indexed.sqlite")
        try Database(path: copy.path).execute(ShopSchema.indexes)
        return copy
    }
}
