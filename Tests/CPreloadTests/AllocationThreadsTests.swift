import Lab
import Testing

@Suite("Allocations of threads")
struct AllocationThreadsTests {
    @Test("8 threads that allocate 100,000 blocks each at the same time are counted to the unit")
    func sideBySide() throws {
        let bytesAThread = (0..<100_000).reduce(UInt64(0)) { $0 + UInt64($1 % 256) }
        #expect(
            try Fixtures.windows("threads") == [
                AllocationTotals(allocations: 800_000, bytes: 8 * bytesAThread, frees: 800_000)
            ])
    }

    @Test("10,000 threads that come and go lose no count when they hand on their counters")
    func quickSuccession() throws {
        #expect(
            try Fixtures.windows("churn") == [
                AllocationTotals(allocations: 30_000, bytes: 10_000 * (10 + 20 + 30), frees: 30_000)
            ])
    }

    @Test("allocations in a thread's destructors count, in every pass of them")
    func destructors() throws {
        #expect(
            try Fixtures.windows("destructors") == [
                AllocationTotals(allocations: 10_000 * (1 + 3 * 5), bytes: 10_000 * (1 + 3 * 500), frees: 160_000)
            ])
    }

    @Test("a thread that allocates in its destructors alone is counted")
    func onlyDestructors() throws {
        #expect(
            try Fixtures.windows("only-destructors") == [
                AllocationTotals(allocations: 50_000, bytes: 5_000_000, frees: 50_000)
            ])
    }

    @Test("a block that outlives the thread that ended with pthread_exit is counted where it was made and freed")
    func exitEarly() throws {
        #expect(
            try Fixtures.windows("pthread-exit") == [
                AllocationTotals(allocations: 200, bytes: 100 * (7 + 9), frees: 200)
            ])
    }
}
