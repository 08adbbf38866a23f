@testable import Workloads

/// Both shops over the same data, each with a file of its own.
final class ShopFixture {
    static let tiny = ShopSize(categories: 4, products: 60, users: 30, orders: 200, reviews: 150)

    let directory = Result { try TemporaryDirectory() }
    let unoptimizedDatabase: ShopDatabase
    let optimizedDatabase: ShopDatabase
    let unoptimized: any Shop
    let optimized: any Shop

    init(seed: UInt64 = 42, size: ShopSize = tiny) throws {
        let path = try directory.get().path
        func database(_ variant: ShopVariant) throws -> ShopDatabase {
            try ShopDatabase.template(in: path, variant: variant, seed: seed, size: size)
                .copy(to: "\(path)/\(variant).sqlite")
        }
        unoptimizedDatabase = try database(.unoptimized)
        optimizedDatabase = try database(.optimized)
        unoptimized = try unoptimizedDatabase.open()
        optimized = try optimizedDatabase.open()
    }

    var shops: [any Shop] { [unoptimized, optimized] }
    var databases: [ShopDatabase] { [unoptimizedDatabase, optimizedDatabase] }

    /// Runs statements on both databases.
    func execute(_ sql: StaticString) throws {
        for database in databases { try Database(path: database.path).execute(sql) }
    }

    /// All rows of a query, each as its columns with bars between them.
    static func rows(_ sql: StaticString, of database: ShopDatabase, columns: Int) throws -> [String] {
        let connection = try Database(path: database.path)
        let statement = try connection.prepare(sql)
        var rows: [String] = []
        while try statement.step() { rows.append((0..<columns).map(statement.text).joined(separator: "|")) }
        return rows
    }

    /// Everything that requests can change.
    static func state(of database: ShopDatabase) throws -> [String] {
        try rows("SELECT id, stock FROM products ORDER BY id", of: database, columns: 2)
            + rows("SELECT * FROM orders ORDER BY id", of: database, columns: 5)
            + rows("SELECT * FROM order_lines ORDER BY id", of: database, columns: 5)
    }
}

/// What came of a request: an answer or a refusal.
enum Outcome: Hashable {
    case page(CategoryPage)
    case history(OrderHistory)
    case order(Order)
    case refused(ShopError)

    /// - Throws: What is no refusal of the shop.
    init(_ request: ShopRequest, by shop: any Shop) throws {
        do {
            switch request {
            case .categoryPage(let request): self = .page(try shop.categoryPage(request))
            case .orderHistory(let request): self = .history(try shop.orderHistory(request))
            case .checkout(let request): self = .order(try shop.checkOut(request))
            }
        } catch let error as ShopError {
            self = .refused(error)
        }
    }

    var isRefusal: Bool { if case .refused = self { true } else { false } }
}

extension Shop {
    /// The answer to a request as text, or the refusal.
    func answer(to request: ShopRequest) throws -> Result<String, ShopError> {
        var body: [UInt8] = []
        do {
            try respond(to: request, into: &body)
            return .success(String(decoding: body, as: UTF8.self))
        } catch let error as ShopError {
            return .failure(error)
        }
    }
}
