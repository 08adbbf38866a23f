/// What a user has bought at one time.
public struct Order: Hashable, Sendable {
    public let id: Int
    /// Seconds since 1970.
    public let placedAt: Int
    public let status: OrderStatus
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
    public let productID: Int
    public let productName: String
    public let quantity: Int
    public let unitPrice: Cents
}

/// The newest orders of a user.
public struct OrderHistory: Hashable, Sendable {
    public let user: User
    /// The newest first, and of one second the higher identifier.
    public let orders: [Order]
}

/// A customer.
public struct User: Hashable, Sendable {
    public let id: Int
    public let name: String
}
