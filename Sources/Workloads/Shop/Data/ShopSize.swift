/// How much data a shop has.
public struct ShopSize: Hashable, Sendable {
    /// How many categories; 1 at least, as of everything.
    public let categories: Int
    /// How many products, in all categories together.
    public let products: Int
    /// How many customers, those who never ordered included.
    public let users: Int
    /// How many orders, of all users together.
    public let orders: Int
    /// How many reviews, of all products together.
    public let reviews: Int

    /// Describes a shop of a size of one's own.
    ///
    /// - Precondition: There is at least one of everything.
    public init(categories: Int, products: Int, users: Int, orders: Int, reviews: Int) {
        precondition(min(categories, products, users, orders, reviews) > 0, "a shop has at least one of everything")
        self.categories = categories
        self.products = products
        self.users = users
        self.orders = orders
        self.reviews = reviews
    }

    /// Five thousand products, two thousand users, twenty thousand orders of 62 thousand lines: a few megabytes.
    public static let small = ShopSize(
        categories: 24, products: 5_000, users: 2_000, orders: 20_000, reviews: 16_000)
    /// Ten times ``small``.
    public static let medium = ShopSize(
        categories: 60, products: 50_000, users: 20_000, orders: 200_000, reviews: 160_000)
    /// A hundred times ``small``.
    public static let large = ShopSize(
        categories: 150, products: 500_000, users: 200_000, orders: 2_000_000, reviews: 1_600_000)

    /// The size as a part of a file's name, different for different sizes.
    var label: String { "c\(categories)-p\(products)-u\(users)-o\(orders)-r\(reviews)" }
}
