import Testing

@testable import Workloads

@Suite("A trace of requests")
struct ShopTraceTests {
    @Test("follows from its seed")
    func deterministic() {
        #expect(ShopTrace(seed: 1, count: 200) == ShopTrace(seed: 1, count: 200))
        #expect(ShopTrace(seed: 1, count: 200) != ShopTrace(seed: 2, count: 200))
        #expect(ShopTrace(seed: 1, count: 0).requests.isEmpty)
    }

    @Test("a longer trace begins as a shorter one does")
    func prefix() {
        #expect(ShopTrace(seed: 1, count: 300).requests.prefix(100) == ShopTrace(seed: 1, count: 100).requests[...])
    }

    @Test("has the operations in the asked mix")
    func mix() {
        var counts = [0, 0, 0]
        for request in ShopTrace(seed: 4, count: 10_000).requests {
            switch request {
            case .categoryPage: counts[0] += 1
            case .orderHistory: counts[1] += 1
            case .checkout: counts[2] += 1
            }
        }
        // 60, 20 and 20 percent, give or take six standard deviations.
        #expect((5_700...6_300).contains(counts[0]))
        #expect((1_760...2_240).contains(counts[1]))
        #expect((1_760...2_240).contains(counts[2]))
    }

    @Test("of one operation has nothing that is wrong in itself")
    func single() throws {
        for request in ShopTrace(seed: 4, count: 500, mix: .categoryPages).requests {
            guard case .categoryPage(let page) = request else { throw Unexpected(request: request) }
            try page.validate()
        }
        for request in ShopTrace(seed: 4, count: 500, mix: .orderHistories).requests {
            guard case .orderHistory(let history) = request else { throw Unexpected(request: request) }
            try history.validate()
        }
        for request in ShopTrace(seed: 4, count: 500, mix: .checkouts).requests {
            guard case .checkout(let checkout) = request else { throw Unexpected(request: request) }
            try checkout.validate()
        }
    }

    private struct Unexpected: Error {
        let request: ShopRequest
    }
}
