import Testing

@testable import Workloads

@Suite("Text that means harm")
struct HostileTextTests {
    @Test(
        "in names reaches the answer as text, the same from both shops",
        arguments: [
            "Robert'); DROP TABLE products;--", "\" OR \"\"=\"", "<script>alert('x')</script>", "</script>&amp;&lt;",
            "back\\slash \\\" \\u0041", "line\nbreak\r\ttab", "\u{1}\u{1F}\u{7F}", "\u{2028}\u{2029}", "“—…€",
            "\"\u{301}accent on a quotation mark\"\u{20E3}", "\r\n\r\nHTTP/1.1 200 OK", "👩‍👩‍👧 日本語 e\u{301}", "",
            "\u{FEFF}\u{202E}backwards", "%s%n {0} ${x} ?1 :id",
        ])
    func names(text: String) throws {
        let fixture = try ShopFixture()
        for database in fixture.databases {
            let connection = try Database(path: database.path)
            try connection.prepare("UPDATE products SET name = ?1, stock = 10, category_id = 1").run(text)
            try connection.prepare("UPDATE users SET name = ?1").run(text)
            try connection.prepare("UPDATE categories SET name = ?1").run(text)
        }
        let cart = CheckoutRequest(
            userID: 1, lines: [CartLine(productID: 1, quantity: 1)], placedAt: ShopGenerator.closing)
        let requests: [(ShopRequest, paths: [StaticString])] = [
            (.categoryPage(CategoryPageRequest(categoryID: 1)), ["$.category.name", "$.products[3].name"]),
            (.checkout(cart), ["$.order.lines[0].productName"]),
            (.orderHistory(OrderHistoryRequest(userID: 1)), ["$.user.name", "$.orders[0].lines[0].productName"]),
        ]
        let judge = try Database(path: ":memory:").prepare("SELECT json_valid(?1), json_extract(?1, ?2)")
        for (request, paths) in requests {
            #expect(try Outcome(request, by: fixture.unoptimized) == Outcome(request, by: fixture.optimized))
            let answer = try fixture.optimized.answer(to: request).get()
            #expect(try fixture.unoptimized.answer(to: request).get() == answer)
            #expect(!answer.utf8.contains { "<>&".utf8.contains($0) || $0 < 0x20 })
            for path in paths {
                try judge.bind(answer, path.description)
                #expect(try judge.step() && judge.integer(0) == 1)
                #expect(judge.text(1).utf8.elementsEqual(text.utf8))
            }
        }
        #expect(
            try ShopFixture.state(of: fixture.unoptimizedDatabase) == ShopFixture.state(of: fixture.optimizedDatabase))
    }
}
