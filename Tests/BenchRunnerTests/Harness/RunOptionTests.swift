import Lab
import Testing

@testable import BenchRunner

@Suite("Options of run")
struct RunOptionTests {
    private func run(_ arguments: String...) throws -> Run {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(["run"] + arguments + ["--time", "1ms", "--out", scratch["run"]])
        #expect(outcome.status == 0)
        return try Run(contentsOf: scratch["run"])
    }

    @Test("the same seed gives the same order of rounds, another seed another")
    func seed() throws {
        let orders = try ["5", "5", "6"].map { try run("good/*", "--rounds", "2", "--seed", $0).rounds.map(\.key) }
        #expect(orders[0] == orders[1])
        #expect(orders[0] != orders[2])
        #expect(Set(orders[0]) == Set(orders[2]))
    }

    @Test("each benchmark has as many rounds as asked for")
    func rounds() throws {
        let run = try run("good/*", "--rounds", "3", "--metrics", "time")
        #expect(run.header.timeRounds == 3 && run.header.countRounds == 0)
        #expect(run.isComplete)
    }

    @Test(
        "only what is asked for is measured",
        arguments: [
            ("time", ["sec/op"]),
            ("cpu", ["cpu-sec/op", "user-sec/op", "sys-sec/op"]),
            (
                "faults,switches",
                [
                    "minor-faults/op", "major-faults/op", "voluntary-switches/op", "involuntary-switches/op",
                ]
            ),
            ("memory", ["peak-RSS-bytes"]),
            ("allocs", ["allocs/op", "B/op"]),
        ])
    func metrics(list: String, units: [String]) throws {
        let run = try run("good/rate", "--rounds", "1", "--metrics", list)
        #expect(run.isComplete)
        for round in run.rounds {
            guard case .measured(let measurement) = round.outcome else { continue }
            #expect(measurement.series.map(\.metric.unit.name) == units)
        }
    }

    @Test("a wanted precision ends sampling early")
    func precision() throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run([
            "run", "good/rate", "--rounds", "1", "--metrics", "time", "--precision", "100%", "--time", "1s", "--out",
            scratch["run"],
        ])
        #expect(outcome.status == 0)
        let rounds = try Run(contentsOf: scratch["run"]).measurements(of: "good/rate")
        let samples = try #require(rounds.first?.samples(of: .wallTime))
        // About a hundred fit into the time; it is looked at after every ten.
        #expect(samples.count < 90 && samples.count.isMultiple(of: 10))
    }

    @Test("a round that is to sample for longer may last longer; otherwise its benchmark's limit holds")
    func limit() {
        #expect(RunExecution.limit(declared: .seconds(30), sampleSeconds: 0.001) == 30)
        #expect(RunExecution.limit(declared: .seconds(2), sampleSeconds: 0.2) == 2)
        #expect(abs(RunExecution.limit(declared: .seconds(30), sampleSeconds: 60.2) - 210) < 1e-9)
        #expect(RunExecution.limit(declared: .seconds(Int64.max), sampleSeconds: 60) >= 0x1p63)
    }

    @Test("hardware counters that are asked for are measured, or refused where there is none")
    func counters() throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run([
            "run", "good/rate", "--rounds", "1", "--metrics", "counters", "--time", "1ms", "--out", scratch["run"],
        ])
        #expect(outcome.status == (HardwareCounters.isAvailable ? 0 : 2))
        #expect(outcome.errors.contains("no hardware counter") == !HardwareCounters.isAvailable)
        #expect((scratch.bytes("run") != nil) == HardwareCounters.isAvailable)
    }

    @Test("what an iteration costs is not remarked on where times are not measured")
    func remark() throws {
        for round in try run("good/*", "--rounds", "1", "--metrics", "cpu").rounds {
            guard case .measured(let measurement) = round.outcome else { continue }
            #expect(measurement.notes.isEmpty)
        }
    }

    @Test(
        "options that make no sense are refused before anything is measured",
        arguments: [
            ["--rounds", "0"], ["--rounds", "-1"], ["--rounds", "many"], ["--rounds", "99999999999999999999"],
            ["--metrics", "smells"], ["--metrics", ""], ["--seed", "-1"], ["--seed", "18446744073709551616"],
            ["--time", "long"], ["--time", "0"], ["--time", "999us"], ["--precision", "-5%"], ["nothing-like-it/*"],
            ["--no-such-option"],
        ])
    func refused(arguments: [String]) throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(["run"] + arguments + ["--out", scratch["run"]])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("error: "))
        #expect(scratch.bytes("run") == nil)
    }
}
