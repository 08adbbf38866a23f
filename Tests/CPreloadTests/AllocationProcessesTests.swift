import Lab
import Testing

@Suite("Allocations from a process's beginning to its end")
struct AllocationProcessesTests {
    @Test("a calloc before any constructor is served, zeroed and counted")
    func beforeConstructors() throws {
        #expect(
            try Fixtures.windows("preinit") == [
                AllocationTotals(allocations: 1, bytes: 100, frees: 0),
                AllocationTotals(allocations: 1, bytes: 200, frees: 2),
            ])
    }

    @Test("a dlsym that allocates is served while the allocator is looked up, and its blocks may be freed later")
    func allocatingLookUp() throws {
        let outcome = try Fixtures.run("FixtureBootstrap")
        #expect(outcome.status == 0)
        // 9 functions and the search for a Swift runtime; then one realloc and two frees of blocks from that time.
        #expect(outcome.output == "10 look-ups, 0 faults, 1 1048576 3\n")
    }

    @Test("allocations in an atexit handler count")
    func afterMain() throws {
        #expect(try Fixtures.windows("atexit") == [AllocationTotals(allocations: 3, bytes: 33, frees: 3)])
    }

    @Test("a forked child goes on from its parent's counts, and each counts for itself")
    func fork() throws {
        #expect(
            try Fixtures.windows("fork") == [
                AllocationTotals(allocations: 8, bytes: 71, frees: 8),
                AllocationTotals(allocations: 2, bytes: 3, frees: 2),
            ])
    }

    @Test("300 children forked while other threads begin and end all count right")
    func forkAmongThreads() throws {
        #expect(try Fixtures.windows("fork-among-threads") == [AllocationTotals()])
    }

    @Test("loading and unloading a library counts the same every time, and frees what it allocates")
    func loading() throws {
        let windows = try Fixtures.windows("dlopen")
        try #require(windows.count == 2)
        #expect(windows[0] == windows[1])
        #expect(windows[0].allocations > 0)
        #expect(windows[0].allocations == windows[0].frees)
    }
}
