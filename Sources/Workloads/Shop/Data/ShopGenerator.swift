/// Makes up the contents of a shop; the same seed and size always give the same rows.
///
/// Products, buyers and reviews are skewed as in real shops: a few products draw a large part of the orders and
/// reviews, a few users place many orders, and categories differ in size.
struct ShopGenerator {
    struct Product {
        let id: Int
        let categoryID: Int
        let name: String
        let description: String
        let price: Int
        let stock: Int
        let addedAt: Int
    }

    struct Order {
        let id: Int
        let userID: Int
        let placedAt: Int
        let status: OrderStatus
        let lines: [(productID: Int, quantity: Int, unitPrice: Int)]
    }

    struct Review {
        let id: Int
        let productID: Int
        let userID: Int
        let rating: Int
        let body: String
        let writtenAt: Int
    }

    /// The time at which the shop opened: 2024-01-01.
    static let opening = 1_704_067_200
    /// The time of the newest data, a year later. What a trace orders comes after it.
    static let closing = opening + 365 * 86_400

    /// No product has more in stock than this.
    static let mostStock = 2_000

    let seed: UInt64
    let size: ShopSize

    func categoryName(_ id: Int) -> String {
        let names = ShopVocabulary.categories
        let name = names[(id - 1) % names.count]
        return id <= names.count ? name : "\(name) \((id - 1) / names.count + 1)"
    }

    /// The products by identifier, from 1.
    func products() -> [Product] {
        var random = SeededRandom(seed: seed, stream: 1)
        let categories = Zipf(count: size.categories, flatness: 5)
        return (1...size.products).map { id in
            let words = [
                random.element(of: ShopVocabulary.adjectives), random.element(of: ShopVocabulary.materials),
                random.element(of: ShopVocabulary.nouns),
            ]
            let phrases = (0..<3).map { _ in random.element(of: ShopVocabulary.phrases) }
            // Prices spread over orders of magnitude, and most of them end in 99.
            let magnitude = [100, 1_000, 1_000, 1_000, 10_000][random.integer(in: 0...4)]
            let units = random.integer(in: magnitude...magnitude * 10) / 100
            let stock =
                switch random.integer(in: 0...99) {
                case 0..<2: 0
                case 2..<5: random.integer(in: 1...5)
                default: random.integer(in: 200...Self.mostStock)
                }
            return Product(
                id: id,
                categoryID: categories.rank(using: &random) + 1,
                name: "\(words.joined(separator: " ")) \(random.integer(in: 100...999))",
                description: phrases.joined(separator: " "),
                price: units * 100 + (random.chance(percent: 70) ? 99 : random.integer(in: 0...98)),
                stock: stock,
                addedAt: Self.opening + random.integer(in: 0...364) * 86_400)
        }
    }

    /// Calls `body` for each user, with identifier, name and address.
    func forEachUser(_ body: (_ id: Int, _ name: String, _ email: String) throws -> Void) rethrows {
        var random = SeededRandom(seed: seed, stream: 2)
        for id in 1...size.users {
            let first = random.element(of: ShopVocabulary.firstNames)
            let last = random.element(of: ShopVocabulary.lastNames)
            try body(id, "\(first) \(last)", "customer\(id)@example.com")
        }
    }

    /// Calls `body` for each order, the oldest first.
    func forEachOrder(of products: [Product], _ body: (Order) throws -> Void) rethrows {
        var random = SeededRandom(seed: seed, stream: 3)
        let buyers = Popularity(count: size.users, flatness: 20)
        let goods = Popularity(count: size.products, flatness: 10)
        for id in 1...size.orders {
            let lines = (0..<lineCount(using: &random)).map { _ in
                let product = products[goods.identifier(using: &random) - 1]
                let quantity = random.chance(percent: 80) ? 1 : random.integer(in: 2...5)
                return (product.id, quantity, product.price)
            }
            // In steps of half an hour, so that orders share their time and sorting by it alone would not do.
            let halfHours = (Self.closing - Self.opening) / 1_800
            let placedAt = Self.opening + (id - 1) * halfHours / size.orders * 1_800
            try body(
                Order(
                    id: id, userID: buyers.identifier(using: &random), placedAt: placedAt,
                    status: status(ofOrder: id), lines: lines))
        }
    }

    /// Calls `body` for each review.
    func forEachReview(_ body: (Review) throws -> Void) rethrows {
        var random = SeededRandom(seed: seed, stream: 4)
        let goods = Popularity(count: size.products, flatness: 10)
        let writers = Popularity(count: size.users, flatness: 20)
        for id in 1...size.reviews {
            let productID = goods.identifier(using: &random)
            // A product is good or bad, and its reviews lean that way.
            let quality = productID % 3
            let stars = random.integer(in: 0...9)
            let rating =
                switch stars {
                case 0: 1
                case 1: 2
                case 2...3: 3
                case 4...6: 3 + quality % 2
                default: 3 + quality
                }
            let opinions = (0..<random.integer(in: 1...3)).map { _ in random.element(of: ShopVocabulary.opinions) }
            try body(
                Review(
                    id: id, productID: productID, userID: writers.identifier(using: &random), rating: rating,
                    body: opinions.joined(separator: " "),
                    writtenAt: Self.opening + random.integer(in: 0...364) * 86_400 + random.integer(in: 0...86_399)))
        }
    }

    /// The newest two of a hundred are still on their way.
    private func status(ofOrder id: Int) -> OrderStatus {
        switch (size.orders - id) * 200 / size.orders {
        case 0: .placed
        case 1: .paid
        case 2...3: .shipped
        default: .delivered
        }
    }

    /// 1 to 7, with a mean of 3.13.
    private func lineCount(using random: inout SeededRandom) -> Int {
        switch random.integer(in: 0...99) {
        case 0..<20: 1
        case 20..<42: 2
        case 42..<62: 3
        case 62..<78: 4
        case 78..<89: 5
        case 89..<96: 6
        default: 7
        }
    }
}
