/// The answers of the optimized shop, written field by field to the end of a buffer.
extension [UInt8] {
    /// Appends the beginning of a page, up to its list of products.
    mutating func append(_ row: CategoryRow, of request: CategoryPageRequest) {
        append("{\"category\":{\"id\":")
        append(decimal: request.categoryID)
        append(",\"name\":")
        row.statement.withUTF8(0) { append(quoted: $0) }
        append("},\"sort\":")
        append(quoted: request.sort.rawValue)
        append(",\"page\":")
        append(decimal: request.page)
        append(",\"limit\":")
        append(decimal: request.limit)
        append(",\"productCount\":")
        append(decimal: row.productCount)
        append(",\"products\":[")
    }

    mutating func append(_ row: ProductRow) {
        append("{\"id\":")
        append(decimal: row.id)
        append(",\"name\":")
        row.statement.withUTF8(1) { append(quoted: $0) }
        append(",\"priceCents\":")
        append(decimal: row.price.count)
        append(",\"stock\":")
        append(decimal: row.stock)
        append(",\"rating\":{\"count\":")
        let rating = row.rating
        append(decimal: rating.count)
        append(",\"average\":")
        if let average = rating.hundredthsOfStar {
            append(decimal: average / 100)
            append(".")
            append(decimal: average % 100, width: 2)
        } else {
            append("null")
        }
        append("}}")
    }

    /// Appends an order that has just been placed.
    mutating func append(_ order: Order) {
        append(orderID: order.id, placedAt: order.placedAt)
        append(quoted: order.status.rawValue)
        append(total: order.total)
        var separator: StaticString = ""
        for line in order.lines {
            append(separator)
            append(lineOf: line.productID)
            append(quoted: line.productName)
            append(quantity: line.quantity, unitPrice: line.unitPrice)
            separator = ","
        }
        append("]}")
    }

    /// Appends the order of a row, up to its list of lines.
    mutating func append(beginningOfOrder row: OrderLineRow) {
        append(orderID: row.orderID, placedAt: row.placedAt)
        row.statement.withUTF8(2) { append(quoted: $0) }
        append(total: row.total)
    }

    /// Appends the line of a row.
    mutating func append(lineOf row: OrderLineRow) {
        append(lineOf: row.productID)
        row.statement.withUTF8(5) { append(quoted: $0) }
        append(quantity: row.quantity, unitPrice: row.unitPrice)
    }

    private mutating func append(orderID: Int, placedAt: Int) {
        append("{\"id\":")
        append(decimal: orderID)
        append(",\"placedAt\":\"")
        append(CivilTime(unixSeconds: placedAt))
        append("Z\",\"status\":")
    }

    private mutating func append(total: Cents) {
        append(",\"totalCents\":")
        append(decimal: total.count)
        append(",\"lines\":[")
    }

    private mutating func append(lineOf productID: Int) {
        append("{\"productId\":")
        append(decimal: productID)
        append(",\"productName\":")
    }

    private mutating func append(quantity: Int, unitPrice: Cents) {
        append(",\"quantity\":")
        append(decimal: quantity)
        append(",\"unitPriceCents\":")
        append(decimal: unitPrice.count)
        append("}")
    }
}
