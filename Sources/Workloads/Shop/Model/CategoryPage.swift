/// One page of a category's products.
public struct CategoryPage: Hashable, Sendable {
    /// Which category was asked for.
    public let category: Category
    /// How the products of all pages are ordered.
    public let sort: ProductSort
    /// Counted from 1.
    public let page: Int
    /// The most products a page.
    public let limit: Int
    /// How many products the category has on all its pages.
    public let productCount: Int
    /// In the order of ``sort``; empty behind the last page.
    public let products: [ProductSummary]
}

/// A group of products.
public struct Category: Hashable, Sendable {
    /// Unique among categories.
    public let id: Int
    /// For people.
    public let name: String
}

/// A product as a list shows it.
public struct ProductSummary: Hashable, Sendable {
    /// Unique among products.
    public let id: Int
    /// For people; need not be unique.
    public let name: String
    /// Of one piece, as it is now.
    public let price: Cents
    /// How many there are to sell.
    public let stock: Int
    /// All reviews of the product taken together.
    public let rating: Rating
}

/// What the reviews of a product say together.
public struct Rating: Hashable, Sendable {
    /// How many reviews there are.
    public let count: Int
    /// The stars of all reviews, 1 to 5 each.
    public let stars: Int

    /// The mean number of stars in hundredths, a half rounded up; nil without a review.
    public var hundredthsOfStar: Int? {
        count == 0 ? nil : (stars * 100 + count / 2) / count
    }
}
