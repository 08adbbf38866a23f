/// An amount of money in hundredths of the shop's currency, whose arithmetic never wraps round.
public struct Cents: Hashable, Comparable, Sendable {
    /// The amount, in hundredths.
    public let count: Int

    /// An amount in hundredths; negative ones are allowed.
    public init(_ count: Int) {
        self.count = count
    }

    /// Nothing to pay.
    public static let zero = Cents(0)

    public static func < (left: Cents, right: Cents) -> Bool { left.count < right.count }

    /// The sum of two amounts.
    ///
    /// - Throws: ``ShopError/totalTooLarge``.
    public func adding(_ other: Cents) throws(ShopError) -> Cents {
        let (sum, overflow) = count.addingReportingOverflow(other.count)
        guard !overflow else { throw .totalTooLarge }
        return Cents(sum)
    }

    /// The price of `quantity` pieces.
    ///
    /// - Throws: ``ShopError/totalTooLarge``.
    public func multiplied(by quantity: Int) throws(ShopError) -> Cents {
        let (product, overflow) = count.multipliedReportingOverflow(by: quantity)
        guard !overflow else { throw .totalTooLarge }
        return Cents(product)
    }
}
