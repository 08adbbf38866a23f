/// The tables of the shop, and the indexes that its optimized variant has besides.
///
/// Both variants have the same tables, so that what the indexes bring is seen alone. Tables are `STRICT`: a column
/// holds what its type says. Money is in cents, time in seconds since 1970.
enum ShopSchema {
    /// The version of the schema and of the generated data, which every database file carries in its header.
    ///
    /// Raise it, here and in ``mark``, whenever either changes: files of another version are made anew.
    static let version: UInt32 = 1
    /// Marks the file as the shop's: "shop" in ASCII.
    static let applicationID: UInt32 = 0x7368_6F70
    /// Writes ``version`` and ``applicationID`` into the file.
    static let mark: StaticString = "PRAGMA user_version = 1; PRAGMA application_id = 0x73686F70"

    static let tables: StaticString = """
        CREATE TABLE categories (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL
        ) STRICT;
        CREATE TABLE products (
            id INTEGER PRIMARY KEY,
            category_id INTEGER NOT NULL REFERENCES categories (id),
            name TEXT NOT NULL,
            description TEXT NOT NULL,
            price_cents INTEGER NOT NULL CHECK (price_cents >= 0),
            stock INTEGER NOT NULL CHECK (stock >= 0),
            restock_level INTEGER NOT NULL CHECK (restock_level >= 0),
            added_at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE users (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            email TEXT NOT NULL
        ) STRICT;
        CREATE TABLE orders (
            id INTEGER PRIMARY KEY,
            user_id INTEGER NOT NULL REFERENCES users (id),
            placed_at INTEGER NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('placed', 'paid', 'shipped', 'delivered')),
            total_cents INTEGER NOT NULL CHECK (total_cents >= 0)
        ) STRICT;
        CREATE TABLE order_lines (
            id INTEGER PRIMARY KEY,
            order_id INTEGER NOT NULL REFERENCES orders (id),
            product_id INTEGER NOT NULL REFERENCES products (id),
            quantity INTEGER NOT NULL CHECK (quantity > 0),
            unit_price_cents INTEGER NOT NULL CHECK (unit_price_cents >= 0)
        ) STRICT;
        CREATE TABLE reviews (
            id INTEGER PRIMARY KEY,
            product_id INTEGER NOT NULL REFERENCES products (id),
            user_id INTEGER NOT NULL REFERENCES users (id),
            rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
            body TEXT NOT NULL,
            written_at INTEGER NOT NULL
        ) STRICT;
        """

    /// The indexes of the optimized variant: one for each way in which its statements look for rows.
    ///
    /// Every index ends with the row's identifier, unsaid, which makes the sorts total and lets each be read backwards.
    static let indexes: StaticString = """
        CREATE INDEX products_by_price ON products (category_id, price_cents);
        CREATE INDEX products_by_name ON products (category_id, name);
        CREATE INDEX products_by_age ON products (category_id, added_at);
        CREATE INDEX orders_by_user ON orders (user_id, placed_at);
        CREATE INDEX order_lines_by_order ON order_lines (order_id);
        CREATE INDEX reviews_by_product ON reviews (product_id, rating);
        """
}
