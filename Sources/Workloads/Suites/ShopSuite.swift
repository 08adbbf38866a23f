import Glibc
import Lab

extension WorkloadSuites {
    /// The sample shop's operations, each in both variants. An iteration answers a fixed list of requests.
    static var shop: Suite {
        Suite("shop", tags: ["sqlite"]) {
            for (operation, mix) in operations {
                for variant in ShopVariant.allCases {
                    Benchmark(
                        operation, ["variant": variant.rawValue],
                        setUp: { try ShopSession(variant: variant, mix: mix) },
                        tearDown: { try $0.close() },
                        beforeSample: { try $0.rewind() }
                    ) { try $0.answerAll() }
                    .throughput(.items(ShopSession.requestCount))
                }
            }
        }
    }

    private static let operations: [(String, ShopTrace.Mix)] = [
        ("category-page", .categoryPages), ("order-history", .orderHistories), ("checkout", .checkouts),
    ]
}

/// A shop with a database of its own and the requests that an iteration answers.
private final class ShopSession {
    /// Enough that popular and unpopular pages, short and long histories are among them; the same in each iteration,
    /// so that the difference between two samples is none of the requests'.
    static let requestCount = 8
    static let seed: UInt64 = 1

    private let database: ShopDatabase
    private let shop: any Shop
    private let requests: [ShopRequest]
    private let changesData: Bool
    private var body: [UInt8] = []

    init(variant: ShopVariant, mix: ShopTrace.Mix) throws {
        let template = try ShopDatabase.template(
            in: ShopDatabase.standardDirectory, variant: variant, seed: Self.seed)
        let directory = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        database = try template.copy(to: Files.createTemporary(prefix: "\(directory)/swift-perf-lab-shop-"))
        shop = try database.open()
        requests = ShopTrace(seed: Self.seed, count: Self.requestCount, mix: mix).requests
        changesData = mix == .checkouts
    }

    /// Brings the data back to where it was, so that every sample finds the same stock.
    func rewind() throws {
        if changesData { try database.restore() }
    }

    /// Answers the requests; what is out of stock is refused, as it would be in a real day's trade.
    func answerAll() throws -> Int {
        var bytes = 0
        for request in requests {
            body.removeAll(keepingCapacity: true)
            do {
                try shop.respond(to: request, into: &body)
            } catch is ShopError {}
            bytes += body.count
        }
        return bytes
    }

    func close() throws { try database.remove() }
}
