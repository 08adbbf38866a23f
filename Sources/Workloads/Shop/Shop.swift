/// The sample shop: what its customers do, over one database connection.
///
/// There are two of it with one behaviour. ``UnoptimizedShop`` is what a team writes under pressure;
/// ``OptimizedShop`` answers every request with the same values and the same bytes. What lies between them is the
/// subject of the laboratory. Neither has a clock or a random number of its own, so that a trace of requests has one
/// outcome.
///
/// A shop belongs to the owner of its connection, one thread or task, like the connection itself.
public protocol Shop {
    /// Lists one page of a category's products with their ratings.
    ///
    /// - Throws: ``ShopError``; `SQLiteError` if the database fails.
    func categoryPage(_ request: CategoryPageRequest) throws -> CategoryPage

    /// Lists a user's orders with their lines, the newest order first.
    ///
    /// - Throws: ``ShopError``; `SQLiteError` if the database fails.
    func orderHistory(_ request: OrderHistoryRequest) throws -> OrderHistory

    /// Makes an order of a cart and takes its goods from the stock: all of them, or nothing happens.
    ///
    /// - Throws: ``ShopError``; `SQLiteError` if the database fails. No order exists then, and the stock is as before.
    func checkOut(_ request: CheckoutRequest) throws -> Order

    /// Answers a request and appends the answer to `body` as JSON in UTF-8.
    ///
    /// This is what a server does for a request, and what the benchmarks measure. Text in the answer is escaped so that
    /// it can stand inside an HTML page as well.
    ///
    /// - Throws: As the operation does; `body` is then as before.
    func respond(to request: ShopRequest, into body: inout [UInt8]) throws
}

/// Which of the two shops.
public enum ShopVariant: String, CaseIterable, Sendable {
    case unoptimized
    case optimized
}
