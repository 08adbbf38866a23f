/// One request of a customer.
public enum ShopRequest: Hashable, Sendable {
    case categoryPage(CategoryPageRequest)
    case orderHistory(OrderHistoryRequest)
    case checkout(CheckoutRequest)
}

/// The order of the products on a category's pages. Each is total: what is equal goes by identifier.
public enum ProductSort: String, CaseIterable, Sendable {
    /// The cheapest first, and among equals the lower identifier.
    case priceAscending = "price"
    /// The dearest first, and among equals the higher identifier.
    case priceDescending = "-price"
    /// By the UTF-8 bytes of the name, and among equals the lower identifier.
    case name = "name"
    /// The one added last first, and among equals the higher identifier.
    case newest = "newest"
}

/// Asks for one page of a category's products.
public struct CategoryPageRequest: Hashable, Sendable {
    /// The pages that can be asked for.
    public static let pages = 1...1_000_000
    /// How many products a page may have.
    public static let limits = 1...100

    /// The category's identifier; one that does not exist is refused.
    public let categoryID: Int
    /// How the products of all pages are to be ordered.
    public let sort: ProductSort
    /// Counted from 1. A page after the last one is empty.
    public let page: Int
    /// Products a page.
    public let limit: Int

    /// The first page of 20 products, cheapest first, unless told otherwise; checked when it is answered.
    public init(categoryID: Int, sort: ProductSort = .priceAscending, page: Int = 1, limit: Int = 20) {
        self.categoryID = categoryID
        self.sort = sort
        self.page = page
        self.limit = limit
    }

    /// How many products come before the page.
    var offset: Int { (page - 1) * limit }

    /// - Throws: ``ShopError/invalidPage(_:)``, ``ShopError/invalidLimit(_:)``.
    func validate() throws(ShopError) {
        guard Self.pages.contains(page) else { throw .invalidPage(page) }
        guard Self.limits.contains(limit) else { throw .invalidLimit(limit) }
    }
}

/// Asks for the newest orders of a user.
public struct OrderHistoryRequest: Hashable, Sendable {
    /// How many orders can be asked for.
    public static let limits = 1...50

    /// The user's identifier; one that does not exist is refused.
    public let userID: Int
    /// The most orders wanted.
    public let limit: Int

    /// The newest 10 orders unless told otherwise; checked when it is answered.
    public init(userID: Int, limit: Int = 10) {
        self.userID = userID
        self.limit = limit
    }

    /// - Throws: ``ShopError/invalidLimit(_:)``.
    func validate() throws(ShopError) {
        guard Self.limits.contains(limit) else { throw .invalidLimit(limit) }
    }
}

/// So many of one product.
public struct CartLine: Hashable, Sendable {
    /// How many of a product one line may order.
    public static let quantities = 1...1_000

    /// The product's identifier; one that does not exist is refused.
    public let productID: Int
    /// Pieces; refused outside ``quantities``.
    public let quantity: Int

    /// A line of a cart; checked when the cart is checked out.
    public init(productID: Int, quantity: Int) {
        self.productID = productID
        self.quantity = quantity
    }
}

/// Asks to order what is in a cart.
public struct CheckoutRequest: Hashable, Sendable {
    /// The most lines an order may have.
    public static let maximumLines = 100

    /// Who orders; one who does not exist is refused.
    public let userID: Int
    /// The lines in the order of the cart; a product may be in several.
    public let lines: [CartLine]
    /// The time of the order, in seconds since 1970, from 1970 to 9999.
    public let placedAt: Int

    /// A cart with its time in seconds since 1970; checked when it is answered.
    public init(userID: Int, lines: [CartLine], placedAt: Int) {
        self.userID = userID
        self.lines = lines
        self.placedAt = placedAt
    }

    /// - Throws: ``ShopError/invalidTime(_:)``, ``ShopError/emptyCart``, ``ShopError/tooManyLines(_:)``,
    ///   ``ShopError/invalidQuantity(productID:quantity:)``.
    func validate() throws(ShopError) {
        guard placedAt >= 0, CivilTime.range.contains(placedAt) else { throw .invalidTime(placedAt) }
        guard !lines.isEmpty else { throw .emptyCart }
        guard lines.count <= Self.maximumLines else { throw .tooManyLines(lines.count) }
        for line in lines where !CartLine.quantities.contains(line.quantity) {
            throw .invalidQuantity(productID: line.productID, quantity: line.quantity)
        }
    }
}
