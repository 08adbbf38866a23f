/// What a user has bought at one time.
public struct Order: Hashable, Sendable {
    /// Unique among orders.
    public let id: Int
    /// Seconds since 1970.
    public let placedAt: Int
    /// How far it has come.
    public let status: OrderStatus
    /// The sum over the lines, at the prices of the time.
    public let total: Cents
    /// In the order of the cart.
    public internal(set) var lines: [OrderLine]
}

/// How far an order has come.
public enum OrderStatus: String, CaseIterable, Sendable {
    case placed
    case paid
    case shipped
    case delivered
}

/// So many of one product, at the price of the time.
public struct OrderLine: Hashable, Sendable {
    /// The product's identifier.
    public let productID: Int
    /// The product's name.
    public let productName: String
    /// Pieces, 1 at least.
    public let quantity: Int
    /// Of one piece, when the order was placed.
    public let unitPrice: Cents
}

/// The newest orders of a user.
public struct OrderHistory: Hashable, Sendable {
    /// Whose orders they are.
    public let user: User
    /// The newest first, and of one second the higher identifier.
    public let orders: [Order]
}

/// A customer.
public struct User: Hashable, Sendable {
    /// Unique among users.
    public let id: Int
    /// For people; need not be unique.
    public let name: String
}
