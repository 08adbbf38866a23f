/// The statements of the optimized shop. Each finds its rows by an index, which a test has SQLite confirm.
enum ShopQueries {
    static let category: StaticString = """
        SELECT name, (SELECT COUNT(*) FROM products WHERE category_id = ?1) FROM categories WHERE id = ?1
        """

    /// One statement for a page and its ratings. The sums are over a part of an index that holds nothing else, and are
    /// made for the products of the page only, since SQLite computes a row's values after skipping what comes before.
    static func products(by sort: ProductSort) -> StaticString {
        switch sort {
        case .priceAscending:
            """
            SELECT p.id, p.name, p.price_cents, p.stock,
                (SELECT COUNT(*) FROM reviews WHERE product_id = p.id),
                (SELECT SUM(rating) FROM reviews WHERE product_id = p.id)
            FROM products AS p WHERE p.category_id = ?1 ORDER BY p.price_cents, p.id LIMIT ?2 OFFSET ?3
            """
        case .priceDescending:
            """
            SELECT p.id, p.name, p.price_cents, p.stock,
                (SELECT COUNT(*) FROM reviews WHERE product_id = p.id),
                (SELECT SUM(rating) FROM reviews WHERE product_id = p.id)
            FROM products AS p WHERE p.category_id = ?1 ORDER BY p.price_cents DESC, p.id DESC LIMIT ?2 OFFSET ?3
            """
        case .name:
            """
            SELECT p.id, p.name, p.price_cents, p.stock,
                (SELECT COUNT(*) FROM reviews WHERE product_id = p.id),
                (SELECT SUM(rating) FROM reviews WHERE product_id = p.id)
            FROM products AS p WHERE p.category_id = ?1 ORDER BY p.name, p.id LIMIT ?2 OFFSET ?3
            """
        case .newest:
            """
            SELECT p.id, p.name, p.price_cents, p.stock,
                (SELECT COUNT(*) FROM reviews WHERE product_id = p.id),
                (SELECT SUM(rating) FROM reviews WHERE product_id = p.id)
            FROM products AS p WHERE p.category_id = ?1 ORDER BY p.added_at DESC, p.id DESC LIMIT ?2 OFFSET ?3
            """
        }
    }

    static let user: StaticString = "SELECT name FROM users WHERE id = ?1"

    /// One statement for a whole history: a row for each line of the newest orders.
    static let orderHistory: StaticString = """
        SELECT o.id, o.placed_at, o.status, o.total_cents, l.product_id, p.name, l.quantity, l.unit_price_cents
        FROM (
            SELECT id, placed_at, status, total_cents FROM orders WHERE user_id = ?1
            ORDER BY placed_at DESC, id DESC LIMIT ?2
        ) AS o
        LEFT JOIN order_lines AS l ON l.order_id = o.id
        LEFT JOIN products AS p ON p.id = l.product_id
        ORDER BY o.placed_at DESC, o.id DESC, l.id
        """

    static let product: StaticString = "SELECT name, price_cents, stock FROM products WHERE id = ?1"
    /// Takes goods from the stock if they are there; it changes no row if they are not.
    static let take: StaticString = "UPDATE products SET stock = stock - ?2 WHERE id = ?1 AND stock >= ?2"
    static let insertOrder: StaticString = """
        INSERT INTO orders (user_id, placed_at, status, total_cents) VALUES (?1, ?2, 'placed', ?3)
        """
    static let insertLine: StaticString = """
        INSERT INTO order_lines (order_id, product_id, quantity, unit_price_cents) VALUES (?1, ?2, ?3, ?4)
        """

    /// All of them, for the test of their plans.
    static let all: [StaticString] =
        [category, user, orderHistory, product, take, insertOrder, insertLine]
        + ProductSort.allCases.map(products(by:))
}
