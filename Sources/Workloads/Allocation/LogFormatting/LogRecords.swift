/// Log entries as a shop's server might write them, drawn from a seed.
public enum LogRecords {
    /// Draws `count` entries; the same seed always gives the same.
    public static func generate(seed: UInt64, count: Int) -> [LogRecord] {
        var random = SeededRandom(seed: seed, stream: 6)
        var milliseconds = 1_735_689_600_000
        return (0..<count).map { _ in
            milliseconds += random.integer(in: 0...40)
            let level: LogRecord.Level =
                switch random.integer(in: 0...99) {
                case 0..<10: .debug
                case 10..<90: .info
                case 90..<98: .warning
                default: .error
                }
            return LogRecord(
                milliseconds: milliseconds, level: level, source: random.element(of: sources), requestID: random.next(),
                message: random.element(of: messages), fields: fields(using: &random))
        }
    }

    private static let sources = ["shop.catalogue", "shop.checkout", "shop.orders", "http", "database"]

    private static let messages = [
        "request finished", "order placed", "stock is low", "slow statement", "started", "cart \"expired\"",
        "payment declined: try again\nor another card", "Café Supplies: price list imported",
    ]

    private static let paths = ["/products", "/orders", "/search?q=café crème", "/users/17/orders", "/carts/17", ""]

    private static func fields(using random: inout SeededRandom) -> [LogRecord.Field] {
        var fields = [
            LogRecord.Field("path", .text(random.element(of: paths))),
            LogRecord.Field("status", .integer(random.element(of: [200, 200, 200, 201, 404, 409, 500]))),
            LogRecord.Field("duration_us", .integer(random.integer(in: 20...90_000))),
        ]
        if random.chance(percent: 50) { fields.append(.init("user", .integer(random.integer(in: 1...2_000)))) }
        if random.chance(percent: 30) { fields.append(.init("cached", .boolean(random.chance(percent: 80)))) }
        if random.chance(percent: 20) { fields.append(.init("agent", .text("Mozilla/5.0 (X11; Linux x86_64)"))) }
        return fields
    }
}
