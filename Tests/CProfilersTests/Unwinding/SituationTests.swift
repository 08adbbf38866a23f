import Testing

/// Stacks that are hard to unwind.
struct SituationTests {
    @Test("a deep recursion keeps its innermost and outermost frames with a marker between")
    func deep() throws {
        let found = numbers(try UnwindingFixture.run("deep", "10000", "512"))
        #expect((found["whole"] ?? 0) > 10000)
        #expect(found["part"] == 512)
        #expect(found["truncated"] == 1)
        #expect(found["unreadable"] == 0)
        #expect(found["innermost"] == 256)
        #expect(found["outermost"] == 255)
        #expect(found["same"] == 1)
    }

    @Test("a stack that fits is whole")
    func shallow() throws {
        let found = numbers(try UnwindingFixture.run("deep", "100", "512"))
        #expect(found["whole"] == found["part"])
        #expect(found["truncated"] == 0)
        #expect(found["same"] == 1)
    }

    @Test("a program that forbids itself process_vm_readv after the start is unwound all the same")
    func forbidden() throws {
        let found = numbers(try UnwindingFixture.run("forbidden", "100", "512"))
        #expect((found["whole"] ?? 0) > 100)
        #expect(found["whole"] == found["part"])
        #expect(found["unreadable"] == 0)
    }

    @Test("a recursion without an end ends at the limit of frames, truncated")
    func endless() throws {
        let found = numbers(try UnwindingFixture.run("deep", "69000", "2000"))
        #expect(found["whole"] == 65537)
        #expect(found["truncated"] == 1)
        #expect(found["same"] == 1)
    }

    @Test("two signal handlers, one on an alternate stack, are unwound as glibc unwinds them")
    func alternateStack() throws {
        let found = numbers(try UnwindingFixture.run("alternate-stack"))
        #expect((found["frames"] ?? 0) > 8)
        #expect(found["same"] == 1)
        #expect(found["unreadable"] == 0)
    }

    @Test("the stack of an overflow is unwound, though its end is not there")
    func overflow() throws {
        let found = numbers(try UnwindingFixture.run("overflow"))
        #expect((found["frames"] ?? 0) > 500)
    }

    @Test("registers and stacks that hold anything are survived")
    func anything() throws {
        let found = numbers(try UnwindingFixture.run("anything", "20000"))
        #expect(found["unwound"] == 20000)
        #expect(found["frames"] == 1)
    }
}
