/// Writes answers as JSON by gluing strings together: `STRING-GLUE`.
///
/// Every part makes a string of its own: each number, each escaped scalar, each product, the list of products, the
/// whole. Most of them live until they are copied into the next larger one, so a byte of the answer is copied about
/// five times and the allocator is called for nearly every field.
enum GluedJSON {
    static func text(_ page: CategoryPage) -> String {
        let products = page.products.map { product in
            "{\"id\":\(product.id),\"name\":" + quoted(product.name)
                + ",\"priceCents\":\(product.price.count),\"stock\":\(product.stock),\"rating\":"
                + text(product.rating) + "}"
        }
        return "{\"category\":{\"id\":\(page.category.id),\"name\":" + quoted(page.category.name) + "},\"sort\":"
            + quoted(page.sort.rawValue) + ",\"page\":\(page.page),\"limit\":\(page.limit),"
            + "\"productCount\":\(page.productCount),\"products\":[" + products.joined(separator: ",") + "]}"
    }

    static func text(_ history: OrderHistory) -> String {
        "{\"user\":{\"id\":\(history.user.id),\"name\":" + quoted(history.user.name) + "},\"orders\":["
            + history.orders.map(order).joined(separator: ",") + "]}"
    }

    static func text(_ order: Order) -> String {
        "{\"order\":" + self.order(order) + "}"
    }

    private static func order(_ order: Order) -> String {
        let lines = order.lines.map { line in
            "{\"productId\":\(line.productID),\"productName\":" + quoted(line.productName)
                + ",\"quantity\":\(line.quantity),\"unitPriceCents\":\(line.unitPrice.count)}"
        }
        return "{\"id\":\(order.id),\"placedAt\":" + quoted(timestamp(order.placedAt)) + ",\"status\":"
            + quoted(order.status.rawValue) + ",\"totalCents\":\(order.total.count),\"lines\":["
            + lines.joined(separator: ",") + "]}"
    }

    private static func text(_ rating: Rating) -> String {
        guard let average = rating.hundredthsOfStar else { return "{\"count\":0,\"average\":null}" }
        return "{\"count\":\(rating.count),\"average\":\(average / 100)." + padded(average % 100, to: 2) + "}"
    }

    private static func timestamp(_ seconds: Int) -> String {
        let time = CivilTime(unixSeconds: seconds)
        let date = [padded(time.year, to: 4), padded(time.month, to: 2), padded(time.day, to: 2)]
        let clock = [time.hour, time.minute, time.second].map { padded($0, to: 2) }
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func quoted(_ text: String) -> String {
        // By scalar, not by character: a quotation mark with an accent on it is one character, and still ends a string.
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case "\u{0}"..<" ", "<", ">", "&", "\u{7F}", "\u{2028}", "\u{2029}":
            "\\u" + padded(String(scalar.value, radix: 16))
        default: String(scalar)
        }
    }

    private static func padded(_ hexadecimal: String) -> String {
        String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
    }
}
