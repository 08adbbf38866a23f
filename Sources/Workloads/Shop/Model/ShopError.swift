/// Why the shop refused a request. Nothing was changed.
public enum ShopError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownCategory(Int)
    case unknownUser(Int)
    case unknownProduct(Int)
    case invalidPage(Int)
    case invalidLimit(Int)
    /// The time of an order is before 1970 or after 9999.
    case invalidTime(Int)
    case emptyCart
    /// The cart has so many lines, which is more than an order may have.
    case tooManyLines(Int)
    case invalidQuantity(productID: Int, quantity: Int)
    /// Fewer are in stock than the line wants, after what earlier lines of the cart have taken.
    case insufficientStock(productID: Int, wanted: Int, available: Int)
    /// The cart's total is more cents than an integer holds.
    case totalTooLarge

    public var description: String {
        switch self {
        case .unknownCategory(let id): "there is no category \(id)"
        case .unknownUser(let id): "there is no user \(id)"
        case .unknownProduct(let id): "there is no product \(id)"
        case .invalidPage(let page):
            "the page \(page) is not from \(CategoryPageRequest.pages.lowerBound) "
                + "to \(CategoryPageRequest.pages.upperBound)"
        case .invalidLimit(let limit): "the limit \(limit) is too small or too large"
        case .invalidTime(let seconds): "the time \(seconds) is not between the years 1970 and 9999"
        case .emptyCart: "the cart is empty"
        case .tooManyLines(let count):
            "the cart has \(count) lines; an order takes at most \(CheckoutRequest.maximumLines)"
        case .invalidQuantity(let product, let quantity):
            "the quantity \(quantity) of product \(product) is not from \(CartLine.quantities.lowerBound) "
                + "to \(CartLine.quantities.upperBound)"
        case .insufficientStock(let product, let wanted, let available):
            "of product \(product), \(wanted) are wanted and \(available) are in stock"
        case .totalTooLarge: "the total of the cart is too large"
        }
    }
}
