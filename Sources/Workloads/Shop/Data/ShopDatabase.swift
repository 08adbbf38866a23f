import Glibc

/// A database file of the shop.
///
/// Filling one takes a second, so it is done once: ``template(in:variant:seed:size:)`` keeps the filled file in a
/// directory, and ``copy(to:)`` gives every process one of its own to change, in a few milliseconds.
///
/// ```swift
/// let template = try ShopDatabase.template(in: ShopDatabase.standardDirectory, variant: .optimized, seed: 1)
/// let database = try template.copy(to: "/tmp/shop.sqlite")
/// let shop = try database.open()
/// ```
public struct ShopDatabase: Hashable, Sendable {
    /// The file.
    public let path: String
    /// Which of the shops the file has the indexes of.
    public let variant: ShopVariant
    /// How much data the file was filled with.
    public let size: ShopSize

    /// Where templates are kept unless told otherwise: `swift-perf-lab` in the user's cache directory, or in
    /// the directory for temporary files where there is no home.
    public static var standardDirectory: String {
        func environment(_ name: String) -> String? {
            guard let value = getenv(name) else { return nil }
            let text = String(cString: value)
            return text.hasPrefix("/") ? text : nil
        }
        if let cache = environment("XDG_CACHE_HOME") { return "\(cache)/swift-perf-lab" }
        if let home = environment("HOME") { return "\(home)/.cache/swift-perf-lab" }
        return "\(environment("TMPDIR") ?? "/tmp")/swift-perf-lab-\(getuid())"
    }

    /// Returns the filled database of a variant, seed and size, and makes it if the directory does not have it.
    ///
    /// It is made under another name and then renamed, so that a file with this name is whole, and processes that
    /// make it at the same time do not disturb each other. A file that is damaged or of an older version is replaced.
    ///
    /// - Parameters:
    ///   - directory: Where templates are kept; made if it is missing.
    ///   - variant: Decides about the indexes.
    ///   - seed: What the data is drawn from.
    ///   - size: How much of it there is.
    /// - Throws: `FileError`, `SQLiteError`.
    public static func template(
        in directory: String, variant: ShopVariant, seed: UInt64, size: ShopSize = .small
    ) throws -> ShopDatabase {
        let name = "shop-v\(ShopSchema.version)-\(variant.rawValue)-s\(seed)-\(size.label).sqlite"
        let template = ShopDatabase(path: "\(directory)/\(name)", variant: variant, size: size)
        if template.isWhole { return template }
        try Files.createDirectory(directory)
        let temporary = try Files.createTemporary(prefix: "\(template.path).")
        do {
            try ShopFiller(seed: seed, size: size).fill(temporary, indexed: variant == .optimized)
            try Files.synchronize(temporary)
            try Files.move(temporary, to: template.path)
        } catch {
            try? ShopDatabase(path: temporary, variant: variant, size: size).remove()
            throw error
        }
        return template
    }

    /// Copies the file for a user of its own; what is at `path` is replaced.
    ///
    /// The database must not be open anywhere, which is so for a template.
    ///
    /// - Throws: `FileError`.
    public func copy(to path: String) throws -> ShopDatabase {
        let copy = ShopDatabase(path: path, variant: variant, size: size)
        // A log left by an earlier database of this name would be applied to the new one.
        try copy.remove()
        try Files.copy(self.path, to: path)
        return copy
    }

    /// Opens the shop whose file this is.
    ///
    /// - Throws: `SQLiteError`.
    public func open() throws -> any Shop {
        switch variant {
        case .unoptimized: try UnoptimizedShop(path: path)
        case .optimized: try OptimizedShop(path: path)
        }
    }

    /// Brings stock and orders back to what they were when the database was filled.
    ///
    /// Benchmarks of the checkout call it between samples, so that the stock does not run out and the tables do not
    /// grow.
    ///
    /// - Throws: `SQLiteError`.
    public func restore() throws {
        let database = try Database(path: path)
        // The lines go before their orders; checking that again would look through all lines for each order.
        try database.execute("PRAGMA foreign_keys = OFF")
        try database.transaction(.immediate) {
            try database.execute("UPDATE products SET stock = restock_level WHERE stock <> restock_level")
            try database.prepare("DELETE FROM order_lines WHERE order_id > ?1").run(size.orders)
            try database.prepare("DELETE FROM orders WHERE id > ?1").run(size.orders)
        }
    }

    /// Removes the file and its log, if they are there.
    ///
    /// - Throws: `FileError`.
    public func remove() throws {
        for suffix in ["", "-wal", "-shm", "-journal"] { try Files.remove(path + suffix) }
    }

    private var isWhole: Bool {
        guard let (bytes, fileSize) = Files.beginning(of: path, count: SQLiteHeader.size),
            let header = SQLiteHeader(bytes)
        else { return false }
        return header.userVersion == ShopSchema.version && header.applicationID == ShopSchema.applicationID
            && header.pageSize * header.pageCount == fileSize
    }
}
