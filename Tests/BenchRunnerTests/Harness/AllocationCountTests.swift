import Lab
import Testing

@Suite("Counted allocations")
struct AllocationCountTests {
    /// Two runs of two rounds each, with different seeds.
    private static let runs = Result {
        try [1, 2].map { seed in
            let scratch = try ScratchDirectory()
            let outcome = try FixtureProgram.run([
                "run", "allocate/*", "--rounds", "2", "--metrics", "allocs", "--seed", "\(seed)", "--out",
                scratch["run"],
            ])
            #expect(outcome.status == 0)
            return try Run(contentsOf: scratch["run"])
        }
    }

    private let rounds: (String) -> [RoundMeasurement]

    init() throws {
        let runs = try Self.runs.get()
        rounds = { name in runs.flatMap { $0.measurements(of: name, .count) } }
    }

    @Test(
        "a body that makes the same allocations each time has their number and size as integers, in every round and run",
        arguments: [("none", 0.0, 0.0), ("three", 3, 300), ("threads", 800, 51_200)])
    func exact(name: String, allocations: Double, bytes: Double) throws {
        let rounds = rounds("allocate/\(name)")
        #expect(rounds.count == 4)
        for round in rounds {
            let counts = try #require(round.samples(of: .allocations))
            #expect(!counts.isEmpty && counts.allSatisfy { $0 == allocations })
            let sizes = try #require(round.samples(of: .allocatedBytes))
            #expect(sizes.count == counts.count && sizes.allSatisfy { $0 == bytes })
        }
    }

    @Test("starting eight threads in every iteration costs the same integer, in every round and run")
    func newThreads() throws {
        let rounds = rounds("allocate/new-threads")
        let counts = Set(rounds.flatMap { $0.samples(of: .allocations) ?? [] })
        #expect(counts.count == 1)
        // 8 × 100 by the threads, and what starting them takes.
        #expect(try #require(counts.first) >= 800)
        #expect(Set(rounds.flatMap { $0.samples(of: .allocatedBytes) ?? [] }).count == 1)
    }

    @Test("what happens in every fourth iteration is in the round's value as a quarter")
    func everyFourth() {
        for round in rounds("allocate/every-fourth") {
            #expect(round.series.map(\.value) == [0.25, 8])
        }
    }

    @Test("a task group's tasks are counted, on whichever thread they run")
    func taskGroup() throws {
        for round in rounds("allocate/task-group") {
            // The runtime's own objects come on top, and a few of their number depend on the scheduler.
            #expect(try #require(round.samples(of: .allocations)).allSatisfy { $0 >= 800 && $0 < 1_000 })
        }
    }

    @Test("without the preload library allocations cannot be asked for, and are left out of all else with a warning")
    func withoutLibrary() throws {
        let scratch = try ScratchDirectory()
        let environment = ["LAB_PRELOAD": scratch["nothing"]]
        let asked = try FixtureProgram.run(
            ["run", "good/rate", "--metrics", "allocs", "--out", scratch["asked"]], environment: environment)
        #expect(asked.status == 2)
        #expect(asked.errors.contains("libLabPreload.so"))
        let all = try FixtureProgram.run(
            ["run", "good/rate", "--rounds", "1", "--time", "2ms", "--out", scratch["all"]], environment: environment)
        #expect(all.status == 0)
        #expect(all.errors.contains("warning: allocations are not counted"))
        let run = try Run(contentsOf: scratch["all"])
        #expect(run.header.countRounds == 0 && !run.header.metricGroups.contains(.allocs))
        #expect(run.isComplete)
    }
}
