import Testing

/// The async callers of every instruction of programs whose chain of awaiting functions is known.
struct AsyncCallerTests {
    static let programs = ["chain", "throwing", "asyncLet", "taskGroup", "continuations", "actors", "recursion"]

    /// Who awaits whom in `Programs/Asynchronous.swift`: parts of mangled names, from the innermost to the closure that a task runs.
    static let chains = [
        "innermost,middle,outermost,fU_", "refusing,trying,fU_", "bound,fu_", "awaited,binding,fU_", "member,fU_",
        "grouping,fU_", "continuing,fU_", "suspending,fU0_", "deposit,hopping,fU_",
    ].joined(separator: ";")

    @Test(
        "below an async function stand those that await it, up to the task's root, at every instruction",
        arguments: [UnwindingFixture.Options.release, .debug])
    func callers(_ options: UnwindingFixture.Options) throws {
        try UnwindingFixture.withLibrary("Asynchronous", options) { library in
            for program in TestLength.isLong ? Self.programs : ["chain", "asyncLet", "actors"] {
                let outcome = SteppingOutcome(
                    try UnwindingFixture.run("step", library, program, "--async", Self.chains))
                let wrong = outcome.instructions - outcome.exact
                #expect(wrong == 0, "\(program): \(outcome.wrong.joined(separator: "\n"))")
                #expect(outcome.async > 1000, "\(program)")
                // A marker is never wrong, but one in a thousand is what compilers may surprise us with.
                #expect(outcome.asyncMarked * 1000 <= outcome.async, "\(program)")
            }
        }
    }

    @Test("callers in another order than the program's are told to be wrong")
    func otherOrder() throws {
        try UnwindingFixture.withLibrary("Asynchronous", .release) { library in
            let outcome = SteppingOutcome(
                try UnwindingFixture.run("step", library, "chain", "--async", "innermost,outermost,middle,fU_"))
            #expect(outcome.exact < outcome.instructions)
        }
    }
}
