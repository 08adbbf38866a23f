/// The shop as a team writes it under pressure: each part is correct and easy to read, and each asks the database
/// for a little at a time.
///
/// Its flaws are marked where they are, by the names they have in the guides:
///
/// - `N1-QUERIES`: one statement for a list, and then one more for each of its rows.
/// - `PREPARE-EACH-TIME`: SQL is compiled again for every use.
/// - `MISSING-INDEX`: rows are found by looking through the whole table, since the file has no index but the primary
///   keys.
/// - `SELECT-STAR`: whole rows are read where a few columns are wanted, descriptions included.
/// - `READ-BACK`: what was just written is read again to be shown.
/// - `TRANSACTION-PER-STATEMENT`: every statement of a request takes and lets go its locks, and sees a database
///   of its own time.
/// - `STRING-GLUE`: the answer is glued together from temporary strings, see ``GluedJSON``.
public final class UnoptimizedShop: Shop {
    private let database: Database

    /// Opens the shop of a database file.
    ///
    /// - Throws: `SQLiteError`.
    public init(path: String) throws(SQLiteError) {
        database = try Database(path: path)
        try database.useWriteAheadLog()
    }

    public func categoryPage(_ request: CategoryPageRequest) throws -> CategoryPage {
        try request.validate()
        let category = try category(request.categoryID)
        var products: [ProductSummary] = []
        // SELECT-STAR, MISSING-INDEX: all products are read, those of the category are sorted, a page of them is kept.
        let statement = try database.prepare(sql(for: request.sort))
        try statement.bind(request.categoryID, request.limit, request.offset)
        while try statement.step() {
            let id = statement.integer(0)
            products.append(
                ProductSummary(
                    id: id, name: statement.text(2), price: Cents(statement.integer(4)), stock: statement.integer(5),
                    rating: try rating(ofProduct: id)))  // N1-QUERIES
        }
        return CategoryPage(
            category: category, sort: request.sort, page: request.page, limit: request.limit,
            productCount: try productCount(ofCategory: request.categoryID), products: products)
    }

    public func orderHistory(_ request: OrderHistoryRequest) throws -> OrderHistory {
        try request.validate()
        let user = try user(request.userID)
        var orders: [Order] = []
        let statement = try database.prepare(
            "SELECT * FROM orders WHERE user_id = ?1 ORDER BY placed_at DESC, id DESC LIMIT ?2")
        try statement.bind(request.userID, request.limit)
        while try statement.step() { orders.append(try order(at: statement)) }
        return OrderHistory(user: user, orders: orders)
    }

    public func checkOut(_ request: CheckoutRequest) throws -> Order {
        try request.validate()
        let id = try database.transaction(.immediate) {
            _ = try user(request.userID)
            var total = Cents.zero
            var prices: [Cents] = []
            for line in request.lines {
                // PREPARE-EACH-TIME: this loop compiles two statements a line, and the next one another.
                let price = try take(line)
                total = try total.adding(price.multiplied(by: line.quantity))
                prices.append(price)
            }
            try database.prepare(
                "INSERT INTO orders (user_id, placed_at, status, total_cents) VALUES (?1, ?2, ?3, ?4)"
            ).run(request.userID, request.placedAt, OrderStatus.placed.rawValue, total.count)
            let id = database.lastInsertedIdentifier
            for (line, price) in zip(request.lines, prices) {
                try database.prepare(
                    "INSERT INTO order_lines (order_id, product_id, quantity, unit_price_cents) VALUES (?1, ?2, ?3, ?4)"
                ).run(id, line.productID, line.quantity, price.count)
            }
            return id
        }
        // READ-BACK: everything about the order is known here already.
        let statement = try database.prepare("SELECT * FROM orders WHERE id = ?1")
        try statement.bind(id)
        guard try statement.step() else { throw SQLiteError.missingRow("the order \(id), just written, is not there") }
        return try order(at: statement)
    }

    public func respond(to request: ShopRequest, into body: inout [UInt8]) throws {
        let answer =
            switch request {
            case .categoryPage(let request): GluedJSON.text(try categoryPage(request))
            case .orderHistory(let request): GluedJSON.text(try orderHistory(request))
            case .checkout(let request): GluedJSON.text(try checkOut(request))
            }
        body.append(contentsOf: answer.utf8)
    }

    private func sql(for sort: ProductSort) -> StaticString {
        switch sort {
        case .priceAscending:
            "SELECT * FROM products WHERE category_id = ?1 ORDER BY price_cents, id LIMIT ?2 OFFSET ?3"
        case .priceDescending:
            "SELECT * FROM products WHERE category_id = ?1 ORDER BY price_cents DESC, id DESC LIMIT ?2 OFFSET ?3"
        case .name: "SELECT * FROM products WHERE category_id = ?1 ORDER BY name, id LIMIT ?2 OFFSET ?3"
        case .newest:
            "SELECT * FROM products WHERE category_id = ?1 ORDER BY added_at DESC, id DESC LIMIT ?2 OFFSET ?3"
        }
    }

    private func category(_ id: Int) throws -> Category {
        let statement = try database.prepare("SELECT * FROM categories WHERE id = ?1")
        try statement.bind(id)
        guard try statement.step() else { throw ShopError.unknownCategory(id) }
        return Category(id: id, name: statement.text(1))
    }

    private func productCount(ofCategory id: Int) throws -> Int {
        // MISSING-INDEX: looks through all products once more.
        let statement = try database.prepare("SELECT COUNT(*) FROM products WHERE category_id = ?1")
        try statement.bind(id)
        return try statement.step() ? statement.integer(0) : 0
    }

    private func rating(ofProduct id: Int) throws -> Rating {
        // MISSING-INDEX: looks through all reviews. PREPARE-EACH-TIME.
        let statement = try database.prepare("SELECT COUNT(*), SUM(rating) FROM reviews WHERE product_id = ?1")
        try statement.bind(id)
        guard try statement.step() else { return Rating(count: 0, stars: 0) }
        return Rating(count: statement.integer(0), stars: statement.integer(1))
    }

    private func user(_ id: Int) throws -> User {
        let statement = try database.prepare("SELECT * FROM users WHERE id = ?1")
        try statement.bind(id)
        guard try statement.step() else { throw ShopError.unknownUser(id) }
        return User(id: id, name: statement.text(1))
    }

    private func order(at row: Statement) throws -> Order {
        let id = row.integer(0)
        return Order(
            id: id, placedAt: row.integer(2), status: try OrderStatus(stored: row.text(3)),
            total: Cents(row.integer(4)), lines: try lines(ofOrder: id))  // N1-QUERIES
    }

    private func lines(ofOrder id: Int) throws -> [OrderLine] {
        // MISSING-INDEX: looks through the lines of all orders.
        let statement = try database.prepare("SELECT * FROM order_lines WHERE order_id = ?1 ORDER BY id")
        try statement.bind(id)
        var lines: [OrderLine] = []
        while try statement.step() {
            let productID = statement.integer(2)
            lines.append(
                OrderLine(
                    productID: productID, productName: try productName(productID),  // N1-QUERIES
                    quantity: statement.integer(3), unitPrice: Cents(statement.integer(4))))
        }
        return lines
    }

    private func productName(_ id: Int) throws -> String {
        let statement = try database.prepare("SELECT * FROM products WHERE id = ?1")
        try statement.bind(id)
        guard try statement.step() else { throw SQLiteError.missingRow("the product \(id) of an order is not there") }
        return statement.text(2)
    }

    /// Takes a line's goods from the stock and returns the price of one.
    private func take(_ line: CartLine) throws -> Cents {
        let statement = try database.prepare("SELECT * FROM products WHERE id = ?1")
        try statement.bind(line.productID)
        guard try statement.step() else { throw ShopError.unknownProduct(line.productID) }
        let price = Cents(statement.integer(4))
        let stock = statement.integer(5)
        try database.prepare("UPDATE products SET stock = stock - ?2 WHERE id = ?1 AND stock >= ?2")
            .run(line.productID, line.quantity)
        guard database.changedRows == 1 else {
            throw ShopError.insufficientStock(productID: line.productID, wanted: line.quantity, available: stock)
        }
        return price
    }
}

@available(*, unavailable)
extension UnoptimizedShop: Sendable {}
