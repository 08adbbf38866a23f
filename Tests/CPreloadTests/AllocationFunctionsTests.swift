import Lab
import Testing

@Suite("What counts as an allocation")
struct AllocationFunctionsTests {
    @Test("malloc counts once with the bytes asked for, an empty and a mapped block too, and free of null not at all")
    func malloc() throws {
        let bytes: UInt64 = 0 + 1 + 1000 + 10 << 20
        #expect(try Fixtures.windows("malloc") == [AllocationTotals(allocations: 4, bytes: bytes, frees: 4)])
    }

    @Test("calloc counts once with the product of its arguments")
    func calloc() throws {
        #expect(try Fixtures.windows("calloc") == [AllocationTotals(allocations: 1, bytes: 21, frees: 1)])
    }

    @Test("each realloc is an allocation of its size and, of a block, a free; to 0 it is a free alone")
    func realloc() throws {
        #expect(
            try Fixtures.windows("realloc") == [
                AllocationTotals(allocations: 4, bytes: 10 + 20 + 100_000 + 12, frees: 3),
                AllocationTotals(allocations: 0, bytes: 0, frees: 1),
            ])
    }

    @Test("reallocarray counts as realloc does, and not twice")
    func reallocarray() throws {
        #expect(try Fixtures.windows("reallocarray") == [AllocationTotals(allocations: 2, bytes: 32 + 64, frees: 2)])
    }

    @Test("posix_memalign, aligned_alloc, memalign, valloc and pvalloc count once each and align as asked")
    func aligned() throws {
        let bytes: UInt64 = 100 + 256 + 33 + 5 + 6
        #expect(try Fixtures.windows("aligned") == [AllocationTotals(allocations: 5, bytes: bytes, frees: 5)])
    }

    @Test("a call that fails counts nothing, sets errno and leaves the old block alone")
    func failures() throws {
        #expect(try Fixtures.windows("failures") == [AllocationTotals()])
    }

    @Test("what libc allocates for its caller counts")
    func insideLibc() throws {
        #expect(try Fixtures.windows("libc") == [AllocationTotals(allocations: 1, bytes: 6, frees: 1)])
    }

    @Test("a call that succeeds leaves errno alone")
    func errnoIsKept() throws {
        #expect(try Fixtures.windows("errno") == [AllocationTotals()])
    }
}
