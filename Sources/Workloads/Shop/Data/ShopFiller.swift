/// Puts the generated rows into a database file.
struct ShopFiller {
    let generator: ShopGenerator

    init(seed: UInt64, size: ShopSize) {
        generator = ShopGenerator(seed: seed, size: size)
    }

    /// Fills an empty file and closes it complete, with nothing left in a log.
    ///
    /// - Throws: `SQLiteError`.
    func fill(_ path: String, indexed: Bool) throws {
        let database = try Database(path: path, access: .create)
        // Nobody uses the file before it is finished, so there is nothing that a journal could save.
        try database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF")
        try database.transaction(.immediate) {
            try database.execute(ShopSchema.tables)
            try insertCategories(into: database)
            let products = generator.products()
            try insert(products, into: database)
            try insertUsers(into: database)
            try insertOrders(of: products, into: database)
            try insertReviews(into: database)
            // Built over the finished tables, an index has full pages and its entries in order.
            if indexed { try database.execute(ShopSchema.indexes) }
            try database.execute(ShopSchema.mark)
        }
        if indexed { try database.execute("ANALYZE") }
        // Kept in the file: whoever opens it has a write-ahead log. Closing removes the log of this connection.
        try database.useWriteAheadLog()
    }

    private func insertCategories(into database: Database) throws {
        let insert = try database.prepare("INSERT INTO categories (id, name) VALUES (?1, ?2)")
        for id in 1...generator.size.categories { try insert.run(id, generator.categoryName(id)) }
    }

    private func insert(_ products: [ShopGenerator.Product], into database: Database) throws {
        let insert = try database.prepare(
            """
            INSERT INTO products
                (id, category_id, name, description, price_cents, stock, restock_level, added_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """)
        for product in products {
            try insert.run(
                product.id, product.categoryID, product.name, product.description, product.price, product.stock,
                product.stock, product.addedAt)
        }
    }

    private func insertUsers(into database: Database) throws {
        let insert = try database.prepare("INSERT INTO users (id, name, email) VALUES (?1, ?2, ?3)")
        try generator.forEachUser { id, name, email in try insert.run(id, name, email) }
    }

    private func insertOrders(of products: [ShopGenerator.Product], into database: Database) throws {
        let insertOrder = try database.prepare(
            "INSERT INTO orders (id, user_id, placed_at, status, total_cents) VALUES (?1, ?2, ?3, ?4, ?5)")
        let insertLine = try database.prepare(
            "INSERT INTO order_lines (order_id, product_id, quantity, unit_price_cents) VALUES (?1, ?2, ?3, ?4)")
        try generator.forEachOrder(of: products) { order in
            let total = order.lines.reduce(0) { $0 + $1.quantity * $1.unitPrice }
            try insertOrder.run(order.id, order.userID, order.placedAt, order.status.rawValue, total)
            for line in order.lines { try insertLine.run(order.id, line.productID, line.quantity, line.unitPrice) }
        }
    }

    private func insertReviews(into database: Database) throws {
        let insert = try database.prepare(
            """
            INSERT INTO reviews (id, product_id, user_id, rating, body, written_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        try generator.forEachReview { review in
            try insert.run(
                review.id, review.productID, review.userID, review.rating, review.body, review.writtenAt)
        }
    }
}
