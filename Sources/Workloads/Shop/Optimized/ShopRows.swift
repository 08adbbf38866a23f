/// Rows of the optimized shop's statements, read column by column where SQLite has them.
///
/// A row is a view: it is good until its statement steps on, and copies nothing until it is asked for a value. The same
/// row can therefore become a Swift value or go into an answer without ever being one.
struct CategoryRow {
    let statement: Statement

    var productCount: Int { statement.integer(1) }
    func value(id: Int) -> Category { Category(id: id, name: statement.text(0)) }
}

struct ProductRow {
    let statement: Statement

    var id: Int { statement.integer(0) }
    var price: Cents { Cents(statement.integer(2)) }
    var stock: Int { statement.integer(3) }
    var rating: Rating { Rating(count: statement.integer(4), stars: statement.integer(5)) }
    var value: ProductSummary {
        ProductSummary(id: id, name: statement.text(1), price: price, stock: stock, rating: rating)
    }
}

/// A row of an order history: an order and one of its lines.
struct OrderLineRow {
    let statement: Statement

    var orderID: Int { statement.integer(0) }
    var placedAt: Int { statement.integer(1) }
    var total: Cents { Cents(statement.integer(3)) }
    /// False for an order without lines, which has one row all the same.
    var hasLine: Bool { !statement.isNull(4) }
    var productID: Int { statement.integer(4) }
    var quantity: Int { statement.integer(6) }
    var unitPrice: Cents { Cents(statement.integer(7)) }

    /// The order of the row, without lines.
    var order: Order {
        get throws {
            Order(
                id: orderID, placedAt: placedAt, status: try OrderStatus(stored: statement.text(2)), total: total,
                lines: [])
        }
    }

    /// The line of the row.
    var line: OrderLine {
        OrderLine(productID: productID, productName: statement.text(5), quantity: quantity, unitPrice: unitPrice)
    }
}
