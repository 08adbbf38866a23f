import Glibc
import Lab
import Testing

@Suite("Interrupting a run")
struct InterruptionTests {
    private let scratch: ScratchDirectory
    private let arguments: [String]

    init() throws {
        scratch = try ScratchDirectory()
        arguments = ["run", "good/*", "--rounds", "3", "--metrics", "time", "--time", "4ms", "--out", scratch["run"]]
    }

    @Test(
        "a signal that asks a run to stop keeps the finished rounds; the rest can be measured later",
        arguments: [SIGINT, SIGTERM, SIGHUP])
    func signalled(signal: Int32) throws {
        let program = try FixtureProgram.start(arguments)
        try #require(waitUntil { scratch.lines("run") > 4 })
        program.send(signal)
        let outcome = try program.wait()
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("interrupted"))
        #expect(outcome.errors.contains("--resume \(scratch["run"])"))
        #expect(program.processesLeft().isEmpty)

        let kept = try Run(contentsOf: scratch["run"])
        #expect(kept.rounds.count >= 4 && !kept.isComplete)
        #expect(kept.failures.isEmpty, "the round that was cut short is no failed one")

        #expect(try FixtureProgram.run(["run", "--resume", scratch["run"]]).status == 0)
        let whole = try Run(contentsOf: scratch["run"])
        #expect(whole.isComplete)
        #expect(whole.rounds.starts(with: kept.rounds))
    }

    @Test("a hanging benchmark does not keep a run from stopping")
    func whileHanging() throws {
        let program = try FixtureProgram.start(
            ["run", "--rounds", "1", "--metrics", "time", "--out", scratch["run"]], face: "patient")
        try #require(waitUntil { Processes.all(withVariable: "FIXTURE_MARK=\(program.mark)").count > 1 })
        program.send(SIGINT)
        #expect(try program.wait(limit: 10).status == 130)
        #expect(program.processesLeft().isEmpty)
        #expect(try Run(contentsOf: scratch["run"]).rounds.isEmpty)
    }

    @Test("a signal that was ignored when the run was started stays ignored, as nohup wants it")
    func ignored() throws {
        let program = try FixtureProgram.start(arguments, shell: "trap '' HUP")
        try #require(waitUntil { scratch.lines("run") > 4 })
        program.send(SIGHUP)
        #expect(try program.wait().status == 0)
        #expect(try Run(contentsOf: scratch["run"]).isComplete)
    }
}
