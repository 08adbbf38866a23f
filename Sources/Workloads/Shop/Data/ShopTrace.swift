/// A sequence of requests as customers might make them, drawn from a seed.
///
/// Categories, users and products are asked for as often as they are popular in the generated data. About one request
/// in ten is wrong in one of the ways that a shop must refuse: identifiers that do not exist, empty carts, quantities
/// below one or beyond all bounds, more than is in stock.
public struct ShopTrace: Hashable, Sendable {
    /// How often each operation is asked for, in percent; the rest are checkouts.
    public struct Mix: Hashable, Sendable {
        /// In percent, 0 to 100.
        public let categoryPages: Int
        /// In percent; with the pages at most 100.
        public let orderHistories: Int
        /// How many requests of each kind are wrong.
        public let wrong: Int

        /// A mix in percent; what the first two leave of 100 are checkouts.
        ///
        /// - Precondition: No share is negative, and pages and histories are at most 100 together.
        public init(categoryPages: Int, orderHistories: Int, wrong: Int) {
            precondition(min(categoryPages, orderHistories, wrong) >= 0 && categoryPages + orderHistories <= 100)
            self.categoryPages = categoryPages
            self.orderHistories = orderHistories
            self.wrong = wrong
        }

        /// Mostly looking, some buying, and mistakes.
        public static let standard = Mix(categoryPages: 60, orderHistories: 20, wrong: 10)
        /// Good requests of one kind, for the benchmark of one operation.
        public static let categoryPages = Mix(categoryPages: 100, orderHistories: 0, wrong: 0)
        /// Good requests of one kind, for the benchmark of one operation.
        public static let orderHistories = Mix(categoryPages: 0, orderHistories: 100, wrong: 0)
        /// Good requests of one kind, for the benchmark of one operation. Some will find too little in stock.
        public static let checkouts = Mix(categoryPages: 0, orderHistories: 0, wrong: 0)
    }

    /// The requests in their order.
    public let requests: [ShopRequest]

    /// Draws a trace.
    ///
    /// - Parameters:
    ///   - seed: What the requests are drawn from.
    ///   - count: How many of them.
    ///   - size: The size of the shop that they are made to.
    ///   - mix: How often each operation is asked for.
    public init(seed: UInt64, count: Int, size: ShopSize = .small, mix: Mix = .standard) {
        var customers = Customers(random: SeededRandom(seed: seed, stream: 5), size: size)
        requests = (0..<count).map { index in
            let kind = customers.random.integer(in: 0...99)
            let isWrong = customers.random.chance(percent: mix.wrong)
            if kind < mix.categoryPages { return .categoryPage(customers.categoryPage(isWrong: isWrong)) }
            if kind < mix.categoryPages + mix.orderHistories {
                return .orderHistory(customers.orderHistory(isWrong: isWrong))
            }
            // Now and then two orders in one second, so that their order in a history is by identifier.
            let placedAt = ShopGenerator.closing + index / 3 * 10
            return .checkout(customers.checkout(placedAt: placedAt, isWrong: isWrong))
        }
    }
}

/// Draws single requests.
private struct Customers {
    var random: SeededRandom
    private let size: ShopSize
    private let categories: Zipf
    private let users: Popularity
    private let products: Popularity

    init(random: SeededRandom, size: ShopSize) {
        self.random = random
        self.size = size
        categories = Zipf(count: size.categories, flatness: 5)
        users = Popularity(count: size.users, flatness: 20)
        products = Popularity(count: size.products, flatness: 10)
    }

    mutating func categoryPage(isWrong: Bool) -> CategoryPageRequest {
        let category = categories.rank(using: &random) + 1
        let sort = random.element(of: ProductSort.allCases)
        // Most people see the first page only.
        let page = random.chance(percent: 60) ? 1 : random.integer(in: 2...6)
        let limit = random.element(of: [10, 20, 20, 20, 30])
        guard isWrong else {
            return CategoryPageRequest(categoryID: category, sort: sort, page: page, limit: limit)
        }
        switch random.integer(in: 0...3) {
        case 0:
            let unknown = random.element(of: unknownIdentifiers(above: size.categories))
            return CategoryPageRequest(categoryID: unknown, sort: sort, page: page, limit: limit)
        case 1:
            let invalid = random.element(of: [0, -1, 1_000_001, Int.max, Int.min])
            return CategoryPageRequest(categoryID: category, sort: sort, page: invalid, limit: limit)
        case 2:
            let invalid = random.element(of: [0, -20, 101, Int.max, Int.min])
            return CategoryPageRequest(categoryID: category, sort: sort, page: page, limit: invalid)
        default:
            // Not wrong, but beyond the last page.
            return CategoryPageRequest(categoryID: category, sort: sort, page: 1_000_000, limit: 100)
        }
    }

    mutating func orderHistory(isWrong: Bool) -> OrderHistoryRequest {
        let user = users.identifier(using: &random)
        let limit = random.element(of: [5, 10, 10, 20])
        guard isWrong else { return OrderHistoryRequest(userID: user, limit: limit) }
        if random.chance(percent: 50) {
            return OrderHistoryRequest(userID: random.element(of: unknownIdentifiers(above: size.users)), limit: limit)
        }
        return OrderHistoryRequest(userID: user, limit: random.element(of: [0, -1, 51, Int.max, Int.min]))
    }

    mutating func checkout(placedAt: Int, isWrong: Bool) -> CheckoutRequest {
        let user = users.identifier(using: &random)
        var lines = (0..<random.integer(in: 1...5)).map { _ in
            CartLine(productID: products.identifier(using: &random), quantity: random.integer(in: 1...3))
        }
        // A product that is in the cart twice is ordinary.
        if random.chance(percent: 5) { lines.append(lines[0]) }
        guard isWrong else { return CheckoutRequest(userID: user, lines: lines, placedAt: placedAt) }
        // What is wrong stands in the last line, so that the lines before it have to be undone.
        let last = lines[lines.count - 1]
        switch random.integer(in: 0...5) {
        case 0: return CheckoutRequest(userID: user, lines: [], placedAt: placedAt)
        case 1:
            let unknown = random.element(of: unknownIdentifiers(above: size.users))
            return CheckoutRequest(userID: unknown, lines: lines, placedAt: placedAt)
        case 2:
            let unknown = random.element(of: unknownIdentifiers(above: size.products))
            lines.append(CartLine(productID: unknown, quantity: 1))
        case 3:
            let quantity = random.element(of: [0, -1, 1_001, Int.max, Int.min])
            lines.append(CartLine(productID: last.productID, quantity: quantity))
        case 4:
            // Each line may be asked for, and together they want more than there ever is.
            let most = CartLine(productID: last.productID, quantity: CartLine.quantities.upperBound)
            lines += Array(repeating: most, count: ShopGenerator.mostStock / most.quantity + 1)
        default:
            if random.chance(percent: 50) {
                let invalid = random.element(of: [-1, Int.min, Int.max])
                return CheckoutRequest(userID: user, lines: lines, placedAt: invalid)
            }
            lines = Array(repeating: last, count: CheckoutRequest.maximumLines + 1)
        }
        return CheckoutRequest(userID: user, lines: lines, placedAt: placedAt)
    }

    private func unknownIdentifiers(above count: Int) -> [Int] {
        [0, -1, count + 1, Int.max, Int.min]
    }
}
