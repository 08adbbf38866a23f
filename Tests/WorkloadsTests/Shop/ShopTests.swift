import Testing

@testable import Workloads

@Suite("Each of the two shops")
struct ShopTests {
    private let fixture: ShopFixture

    init() throws {
        fixture = try ShopFixture()
    }

    /// Expects that both refuse a checkout with `error` and that nothing has changed.
    private func expectRefusal(
        _ error: ShopError, user: Int = 1, _ lines: [CartLine], placedAt: Int = ShopGenerator.closing,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        for (shop, database) in zip(fixture.shops, fixture.databases) {
            let before = try ShopFixture.state(of: database)
            let request = CheckoutRequest(userID: user, lines: lines, placedAt: placedAt)
            #expect(throws: error, sourceLocation: sourceLocation) { try shop.checkOut(request) }
            var body = Array("untouched".utf8)
            #expect(throws: error, sourceLocation: sourceLocation) {
                try shop.respond(to: .checkout(request), into: &body)
            }
            #expect(body == Array("untouched".utf8), sourceLocation: sourceLocation)
            #expect(try ShopFixture.state(of: database) == before, sourceLocation: sourceLocation)
        }
    }

    @Test("takes an order: total, stock and lines agree with the cart")
    func order() throws {
        try fixture.execute("UPDATE products SET stock = 10, price_cents = 1000 + id WHERE id IN (3, 4)")
        for (shop, database) in zip(fixture.shops, fixture.databases) {
            let lines = [
                CartLine(productID: 3, quantity: 2), CartLine(productID: 4, quantity: 1),
                CartLine(productID: 3, quantity: 8),
            ]
            let order = try shop.checkOut(CheckoutRequest(userID: 9, lines: lines, placedAt: 1_800_000_000))
            #expect(order.id == 201)
            #expect(order.status == .placed)
            #expect(order.total == Cents(10 * 1_003 + 1_004))
            #expect(order.lines.map(\.productID) == [3, 4, 3])
            #expect(order.lines.map(\.quantity) == [2, 1, 8])
            #expect(order.lines.map(\.unitPrice) == [Cents(1_003), Cents(1_004), Cents(1_003)])
            let stock = try ShopFixture.rows(
                "SELECT stock FROM products WHERE id IN (3, 4) ORDER BY id", of: database, columns: 1)
            #expect(stock == ["0", "9"])
            let history = try shop.orderHistory(OrderHistoryRequest(userID: 9, limit: 1))
            #expect(history.orders == [order])
        }
    }

    @Test("refuses a cart with something wrong in it, and keeps no part of the order")
    func refusals() throws {
        try fixture.execute("UPDATE products SET stock = 5 WHERE id IN (1, 2)")
        let good = CartLine(productID: 1, quantity: 1)
        try expectRefusal(.emptyCart, [])
        try expectRefusal(.unknownUser(31), user: 31, [good])
        try expectRefusal(.unknownUser(Int.min), user: Int.min, [good])
        try expectRefusal(.unknownProduct(61), [good, CartLine(productID: 61, quantity: 1)])
        try expectRefusal(.unknownProduct(Int.max), [good, CartLine(productID: Int.max, quantity: 1)])
        for quantity in [0, -1, 1_001, Int.max, Int.min] {
            try expectRefusal(
                .invalidQuantity(productID: 2, quantity: quantity),
                [good, CartLine(productID: 2, quantity: quantity)])
        }
        try expectRefusal(
            .insufficientStock(productID: 2, wanted: 6, available: 5), [good, CartLine(productID: 2, quantity: 6)])
        // What an earlier line has taken is gone.
        try expectRefusal(
            .insufficientStock(productID: 2, wanted: 3, available: 2),
            [CartLine(productID: 2, quantity: 3), good, CartLine(productID: 2, quantity: 3)])
        try expectRefusal(.tooManyLines(101), Array(repeating: good, count: 101))
        for time in [-1, Int.min, Int.max, 253_402_300_800] {
            try expectRefusal(.invalidTime(time), [good], placedAt: time)
        }
    }

    @Test("refuses a total that no integer holds, by a line's price and by the sum of lines")
    func overflow() throws {
        try fixture.execute("UPDATE products SET stock = 1000, price_cents = 9223372036854775807 WHERE id IN (1, 2)")
        try expectRefusal(.totalTooLarge, [CartLine(productID: 1, quantity: 2)])
        try expectRefusal(.totalTooLarge, [CartLine(productID: 1, quantity: 1), CartLine(productID: 2, quantity: 1)])
        for shop in fixture.shops {
            let request = CheckoutRequest(
                userID: 1, lines: [CartLine(productID: 1, quantity: 1)], placedAt: ShopGenerator.closing)
            #expect(try shop.checkOut(request).total == Cents(Int.max))
        }
    }

    @Test("refuses pages and histories that cannot be")
    func badQuestions() throws {
        for shop in fixture.shops {
            for category in [0, -1, 5, Int.max, Int.min] {
                #expect(throws: ShopError.unknownCategory(category)) {
                    try shop.categoryPage(CategoryPageRequest(categoryID: category))
                }
            }
            for page in [0, -1, 1_000_001, Int.max, Int.min] {
                #expect(throws: ShopError.invalidPage(page)) {
                    try shop.categoryPage(CategoryPageRequest(categoryID: 1, page: page))
                }
            }
            for limit in [0, -1, 101, Int.max, Int.min] {
                #expect(throws: ShopError.invalidLimit(limit)) {
                    try shop.categoryPage(CategoryPageRequest(categoryID: 1, limit: limit))
                }
                #expect(throws: ShopError.invalidLimit(limit)) {
                    try shop.orderHistory(OrderHistoryRequest(userID: 1, limit: limit))
                }
            }
            #expect(throws: ShopError.unknownUser(31)) { try shop.orderHistory(OrderHistoryRequest(userID: 31)) }
        }
    }

    @Test("shows each product of a category once, sorted, over its pages", arguments: ProductSort.allCases)
    func pages(sort: ProductSort) throws {
        // Equal prices and days, so that the sort has to decide by identifier.
        try fixture.execute("UPDATE products SET price_cents = 100 + id % 3, added_at = id % 2")
        let products = ShopGenerator(seed: 42, size: ShopFixture.tiny).products().filter { $0.categoryID == 1 }
        let expected = products.sorted { left, right in
            switch sort {
            case .priceAscending: (left.id % 3, left.id) < (right.id % 3, right.id)
            case .priceDescending: (left.id % 3, left.id) > (right.id % 3, right.id)
            case .newest: (left.id % 2, left.id) > (right.id % 2, right.id)
            case .name:
                left.name == right.name
                    ? left.id < right.id : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
            }
        }
        for shop in fixture.shops {
            var shown: [ProductSummary] = []
            for page in 1...products.count / 7 + 2 {
                let request = CategoryPageRequest(categoryID: 1, sort: sort, page: page, limit: 7)
                let answer = try shop.categoryPage(request)
                #expect(answer.productCount == products.count)
                #expect(answer.products.count == max(0, min(7, products.count - (page - 1) * 7)))
                shown += answer.products
            }
            #expect(shown.map(\.id) == expected.map(\.id))
        }
    }

    @Test("rates a product by its reviews")
    func ratings() throws {
        try fixture.execute(
            """
            UPDATE products SET category_id = 2; UPDATE products SET category_id = 1 WHERE id <= 3;
            DELETE FROM reviews WHERE product_id <= 3;
            INSERT INTO reviews (product_id, user_id, rating, body, written_at)
                VALUES (1, 1, 5, '', 0), (1, 1, 4, '', 0), (1, 1, 4, '', 0), (2, 1, 1, '', 0);
            """)
        for shop in fixture.shops {
            let page = try shop.categoryPage(CategoryPageRequest(categoryID: 1))
            let ratings = page.products.sorted { $0.id < $1.id }.map(\.rating)
            #expect(ratings == [Rating(count: 3, stars: 13), Rating(count: 1, stars: 1), Rating(count: 0, stars: 0)])
            // 13/3 is 4.333…
            #expect(ratings.map(\.hundredthsOfStar) == [433, 100, nil])
            let answer = try shop.answer(to: .categoryPage(CategoryPageRequest(categoryID: 1))).get()
            #expect(answer.contains("{\"count\":3,\"average\":4.33}"))
            #expect(answer.contains("{\"count\":0,\"average\":null}"))
        }
    }

    @Test("shows an order without lines, and no orders at all")
    func emptyHistory() throws {
        try fixture.execute(
            """
            INSERT INTO users (id, name, email) VALUES (900, 'New', 'new@example.com'), (901, 'Odd', 'odd@example.com');
            INSERT INTO orders (id, user_id, placed_at, status, total_cents) VALUES (900, 901, 5, 'paid', 0);
            """)
        for shop in fixture.shops {
            #expect(try shop.orderHistory(OrderHistoryRequest(userID: 900)).orders == [])
            let odd = Order(id: 900, placedAt: 5, status: .paid, total: .zero, lines: [])
            #expect(try shop.orderHistory(OrderHistoryRequest(userID: 901)).orders == [odd])
        }
        for user in [900, 901] {
            let request = ShopRequest.orderHistory(OrderHistoryRequest(userID: user))
            #expect(try fixture.optimized.answer(to: request) == fixture.unoptimized.answer(to: request))
        }
    }

    @Test("every kind of answer is JSON, as SQLite judges")
    func json() throws {
        let database = try Database(path: ":memory:")
        let isValid = try database.prepare("SELECT json_valid(?1)")
        for request in ShopTrace(seed: 8, count: 300, size: ShopFixture.tiny).requests {
            guard case .success(let answer) = try fixture.optimized.answer(to: request) else { continue }
            try isValid.bind(answer)
            #expect(try isValid.step() && isValid.integer(0) == 1, "\(answer)")
        }
    }
}
