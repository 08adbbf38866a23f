import Lab
import Testing

@Suite("Reading the allocation counters from Swift")
struct AllocationCounterTests {
    @Test("without the preload library there is no counter")
    func absent() throws {
        let command = Command(path: Fixtures.products + "/FixtureAllocations", arguments: ["is-counted"])
        #expect(try command.run() == Command.Outcome(output: "false\n", status: 0))
        #expect(try Fixtures.run("FixtureAllocations", "is-counted").output == "true\n")
    }

    @Test("where another malloc comes first there is no counter, rather than one that stays at zero")
    func overruled() throws {
        // libc's malloc before the library's, as an executable with an allocator of its own would have it.
        let command = Command(
            path: Fixtures.products + "/FixtureAllocations", arguments: ["is-counted"],
            environment: ["LD_PRELOAD": "libc.so.6:" + Fixtures.preloadLibrary])
        #expect(try command.run() == Command.Outcome(output: "false\n", status: 0))
    }

    @Test("a class instance is one allocation of its size")
    func objects() throws {
        #expect(
            try Fixtures.windows("swift-class") == [AllocationTotals(allocations: 1000, bytes: 24_000, frees: 1000)])
    }

    @Test("an array is one allocation of its header and at least its elements")
    func arrays() throws {
        let windows = try Fixtures.windows("swift-array")
        try #require(windows.count == 1)
        #expect(windows[0].allocations == 1000)
        #expect(windows[0].frees == 1000)
        #expect(windows[0].bytes >= 1000 * (32 + 800))
    }

    @Test("reading allocates nothing")
    func reading() throws {
        #expect(try Fixtures.windows("swift-read") == [AllocationTotals()])
    }

    @Test("the difference of two readings is what happened in between")
    func difference() {
        let earlier = AllocationTotals(allocations: 10, bytes: 1000, frees: 4)
        var later = AllocationTotals(allocations: 15, bytes: 1100, frees: 4)
        #expect(later - earlier == AllocationTotals(allocations: 5, bytes: 100, frees: 0))
        later -= earlier
        #expect(later == AllocationTotals(allocations: 5, bytes: 100, frees: 0))
    }
}
