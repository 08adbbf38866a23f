import Testing

/// The unwinder against a record of calls and returns, at every instruction.
struct SingleStepTests {
    static let programs = [
        "strings", "arrays", "dictionaries", "closures", "existentials", "errors", "callbacks", "libc", "numbers",
        "sets", "clocks",
    ]

    @Test("every frame is right at every instruction of a release's program, its libraries and the loader")
    func release() throws {
        try UnwindingFixture.withLibrary("Synchronous", .release) { library in
            for program in TestLength.isLong ? Self.programs : ["arrays", "closures", "errors", "callbacks", "clocks"] {
                let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, program))
                #expect(outcome.instructions > 1000, "\(program)")
                let wrong = outcome.instructions - outcome.exact
                #expect(wrong == 0, "\(program): \(outcome.wrong.joined(separator: "\n"))")
            }
        }
    }

    @Test(
        "every frame is right without debug information, and in debug builds",
        arguments: [
            UnwindingFixture.Options.withoutInformation, .debug,
        ])
    func otherOptions(_ options: UnwindingFixture.Options) throws {
        try UnwindingFixture.withLibrary("Synchronous", options) { library in
            for program in TestLength.isLong ? Self.programs : ["closures", "errors"] {
                let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, program))
                let wrong = outcome.instructions - outcome.exact
                #expect(wrong == 0, "\(program): \(outcome.wrong.joined(separator: "\n"))")
            }
        }
    }

    @Test("the kernel's own code in the process is unwound")
    func kernelCode() throws {
        try UnwindingFixture.withLibrary("Synchronous", .release) { library in
            let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, "clocks"))
            #expect(outcome.instructions(inModuleNamed: "linux-vdso") > 10)
            #expect(outcome.exact == outcome.instructions)
        }
    }

    @Test("neither frame pointers nor libunwind alone would do, so that the record can tell wrong from right")
    func peers() throws {
        try UnwindingFixture.withLibrary("Synchronous", .release) { library in
            let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, "callbacks", "--libunwind"))
            #expect(outcome.exactByFramePointers < outcome.instructions)
            #expect(outcome.exactByLibunwind < outcome.instructions)
            #expect(outcome.exactByFramePointers > outcome.instructions / 4)
            #expect(outcome.exactByLibunwind > outcome.instructions * 9 / 10)
            #expect(outcome.instructions(inModuleNamed: "libc.so") > 0)
            #expect(
                outcome.instructions(inModuleNamed: "ld-linux") > 0, "functions are bound when they are first called")
            #expect(outcome.instructions(inModuleNamed: "libswiftCore") > 0)
        }
    }
}
