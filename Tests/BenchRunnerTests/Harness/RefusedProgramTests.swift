import Lab
import Testing

@Suite("Programs whose benchmarks contradict each other")
struct RefusedProgramTests {
    @Test(
        "a program that cannot be measured is refused, with what is wrong with it",
        arguments: [
            ("duplicate-names", ["'twice/same/n=1'"]),
            ("borrowed-unit", ["'metrics'", "'sec/op' twice"]),
            ("contrary-units", ["'metrics'", "'widgets' twice"]),
            ("empty", ["benchmarks"]),
        ])
    func refused(face: String, parts: [String]) throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(["run", "--rounds", "1", "--out", scratch["run"]], face: face)
        #expect(outcome.status == 2)
        for part in parts { #expect(outcome.errors.contains(part)) }
        #expect(scratch.bytes("run") == nil, "a file was left behind")
    }

    @Test("a time limit of any length is one")
    func endlessLimit() throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(
            ["run", "--rounds", "1", "--metrics", "time", "--time", "1ms", "--out", scratch["run"]],
            face: "endless-limit")
        #expect(outcome.status == 0)
        #expect(try Run(contentsOf: scratch["run"]).isComplete)
    }
}
