import Testing

/// The unwinder against a record of calls and returns, at every instruction.
struct SingleStepTests {
    static let programs = [
        "strings", "arrays", "dictionaries", "closures", "existentials", "errors", "callbacks", "libc", "numbers",
        "sets", "clocks",
    ]

    @Test("every frame is right at every instruction of a release's program, its libraries and the loader")
    func release() throws {
        let library = try UnwindingFixture.library("Synchronous", .release)
        for program in TestLength.isLong ? Self.programs : ["arrays", "closures"] {
            let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, program))
            #expect(outcome.instructions > 1000, "\(program)")
            let wrong = outcome.instructions - outcome.exact
            #expect(wrong == 0, "\(program): \(outcome.wrong.joined(separator: "\n"))")
        }
    }

    @Test(
        "every frame is right without debug information, and in debug builds",
        arguments: [
            UnwindingFixture.Options.withoutInformation, .debug,
        ])
    func otherOptions(_ options: UnwindingFixture.Options) throws {
        let library = try UnwindingFixture.library("Synchronous", options)
        for program in TestLength.isLong ? Self.programs : ["closures"] {
            let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, program))
            let wrong = outcome.instructions - outcome.exact
            #expect(wrong == 0, "\(program): \(outcome.wrong.joined(separator: "\n"))")
        }
    }

    // While libgcc writes the landing frame's registers over its own, until it has jumped, no unwind information holds.
    @Test(
        "a C++ exception is unwound from the throw to where it lands, but for where libgcc installs the landing frame",
        arguments: ["-O2", "-O2 -fno-omit-frame-pointer", "-O0"])
    func exceptions(_ options: String) throws {
        let library = try UnwindingFixture.cxxLibrary("Throwing", options)
        for program in ["exceptions", "rethrown"] {
            let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, program))
            #expect(outcome.instructions(inModuleNamed: "libgcc_s") > 1000, "\(program)")
            #expect(outcome.instructions(inModuleNamed: "libstdc++") > 100, "\(program)")
            let wrong = outcome.instructions - outcome.exact
            #expect(wrong * 50 < outcome.instructions, "\(program): \(outcome.wrong.joined(separator: "\n"))")
            let elsewhere = outcome.wrong.filter { $0.hasPrefix("wrong") && !$0.contains("libgcc_s") }
            #expect(elsewhere.isEmpty, "\(program): \(elsewhere.joined(separator: "\n"))")
        }
    }

    @Test("the kernel's own code in the process is unwound")
    func kernelCode() throws {
        let library = try UnwindingFixture.library("Synchronous", .release)
        let outcome = SteppingOutcome(try UnwindingFixture.run("step", library, "clocks"))
        #expect(outcome.instructions(inModuleNamed: "linux-vdso") > 10)
        #expect(outcome.exact == outcome.instructions)
    }

    @Test("neither frame pointers nor libunwind alone would do, so that the record can tell wrong from right")
    func peers() throws {
        let library = try UnwindingFixture.library("Synchronous", .release)
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
