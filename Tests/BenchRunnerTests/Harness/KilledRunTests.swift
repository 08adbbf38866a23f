import Glibc
import Lab
import Testing

@testable import BenchRunner

@Suite("Killing a run")
struct KilledRunTests {
    /// How often: more with `LAB_TESTS=long` in the environment.
    private static let kills = ProcessEnvironment["LAB_TESTS"] == "long" ? 200 : 10

    @Test("a run that is killed again and again loses no finished round and leaves no worker behind")
    func killedAnywhere() throws {
        let scratch = try ScratchDirectory()
        var random = Lab.SplitMix64(seed: 20_261_120)
        let start = [
            "run", "good/*", "--rounds", "\(Self.kills)", "--metrics", "time", "--time", "2ms", "--out", scratch["run"],
        ]
        var kept: [Round] = []
        for _ in 0..<Self.kills {
            let isStarted = scratch.lines("run") > 0
            let program = try FixtureProgram.start(isStarted ? ["run", "--resume", scratch["run"]] : start)
            usleep(.random(in: 0..<150_000, using: &random))
            program.send(SIGKILL)
            let outcome = try program.wait()
            #expect(outcome.status == 128 + SIGKILL || outcome.status == 0)
            #expect(program.processesLeft().isEmpty)
            guard scratch.lines("run") > 0 else { continue }
            let run = try Run(contentsOf: scratch["run"])
            #expect(run.rounds.starts(with: kept))
            kept = run.rounds
        }
        #expect(!kept.isEmpty, "every kill came before the first round had ended")

        #expect(try FixtureProgram.run(["run", "--resume", scratch["run"]]).status == 0)
        let run = try Run(contentsOf: scratch["run"])
        #expect(run.isComplete && run.warnings.isEmpty)
        #expect(run.rounds.starts(with: kept))
    }

    @Test("workers that hang end with the parent that is killed")
    func workersOfKilledParent() throws {
        let scratch = try ScratchDirectory()
        let program = try FixtureProgram.start(
            ["run", "--rounds", "1", "--metrics", "time", "--out", scratch["run"]], face: "patient")
        try #require(waitUntil { Processes.all(withVariable: "FIXTURE_MARK=\(program.mark)").count > 1 })
        program.send(SIGKILL)
        #expect(try program.wait().status == 128 + SIGKILL)
        #expect(program.processesLeft().isEmpty)
    }
}
