import Testing

@testable import Workloads

@Suite("The unoptimized and the optimized shop")
struct ShopEquivalenceTests {
    @Test("give equal values for a trace of 1,000 requests and leave the same data behind")
    func values() throws {
        let fixture = try ShopFixture(seed: 42, size: .small)
        let trace = ShopTrace(seed: 7, count: 1_000)
        var refusals: Set<String> = []
        var orders = 0
        for request in trace.requests {
            let expected = try Outcome(request, by: fixture.unoptimized)
            #expect(try Outcome(request, by: fixture.optimized) == expected, "\(request)")
            if case .refused(let error) = expected { refusals.insert(error.kind) }
            if case .order = expected { orders += 1 }
        }
        // The trace meets what it should: orders, and refusals of every kind that ordinary data allows.
        #expect(orders > 100)
        #expect(
            refusals == [
                "unknownCategory", "unknownUser", "unknownProduct", "invalidPage", "invalidLimit", "invalidTime",
                "emptyCart", "tooManyLines", "invalidQuantity", "insufficientStock",
            ])
        let state = try ShopFixture.state(of: fixture.unoptimizedDatabase)
        #expect(try ShopFixture.state(of: fixture.optimizedDatabase) == state)
    }

    @Test("give identical bytes for a trace of 1,000 requests", arguments: [1, 2, 3])
    func answers(seed: UInt64) throws {
        let fixture = try ShopFixture(seed: seed)
        for request in ShopTrace(seed: seed, count: 1_000, size: ShopFixture.tiny).requests {
            let expected = try fixture.unoptimized.answer(to: request)
            #expect(try fixture.optimized.answer(to: request) == expected, "\(request)")
        }
        let state = try ShopFixture.state(of: fixture.unoptimizedDatabase)
        #expect(try ShopFixture.state(of: fixture.optimizedDatabase) == state)
    }
}

extension ShopError {
    /// The name of the case.
    fileprivate var kind: String {
        switch self {
        case .unknownCategory: "unknownCategory"
        case .unknownUser: "unknownUser"
        case .unknownProduct: "unknownProduct"
        case .invalidPage: "invalidPage"
        case .invalidLimit: "invalidLimit"
        case .invalidTime: "invalidTime"
        case .emptyCart: "emptyCart"
        case .tooManyLines: "tooManyLines"
        case .invalidQuantity: "invalidQuantity"
        case .insufficientStock: "insufficientStock"
        case .totalTooLarge: "totalTooLarge"
        }
    }
}
