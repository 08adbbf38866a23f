import Lab
import Testing

@Suite("What a run file says of benchmarks that work")
struct WellBehavedTests {
    private static let run = Result {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(
            ["run", "good/*", "--rounds", "2", "--time", "5ms", "--seed", "7", "--out", scratch["run"]])
        #expect(outcome.status == 0)
        return try Run(contentsOf: scratch["run"])
    }

    private let run: Run

    init() throws { run = try Self.run.get() }

    @Test("every round has a time for each sample, and what the kernel accounts")
    func units() throws {
        for name in ["good/rate", "good/async", "good/input/n=16", "good/state", "good/metric", "good/throughput"] {
            let rounds = run.measurements(of: name)
            #expect(rounds.count == 2, "\(name)")
            for round in rounds {
                let times = try #require(round.samples(of: .wallTime))
                #expect(times.count >= 3 && times.allSatisfy { $0 > 0 })
                #expect(round.samples(of: .cpuTime)?.count == times.count)
                for unit: BenchmarkUnit in [
                    .userTime, .systemTime, "minor-faults/op", "major-faults/op", "voluntary-switches/op",
                    "involuntary-switches/op", "peak-RSS-bytes",
                ] {
                    #expect(round.samples(of: unit)?.count == 1, "\(unit)")
                }
                #expect(round.iterationsPerSample >= 1)
                #expect((round.warmUp?.iterations ?? 0) >= round.iterationsPerSample)
                #expect((round.startUpSeconds ?? 0) > 0)
            }
        }
    }

    @Test("counts come from rounds of their own, which have no times")
    func passes() throws {
        for entry in run.header.benchmarks {
            let counts = run.measurements(of: entry.name, .count)
            #expect(counts.count == 2)
            for round in counts {
                #expect(Set(round.series.map(\.metric.unit)) == [.allocations, .allocatedBytes])
                #expect(round.series.allSatisfy { $0.metric.kind == .exact })
            }
            #expect(run.measurements(of: entry.name).allSatisfy { $0.samples(of: .allocations) == nil })
        }
    }

    @Test("a latency benchmark has percentiles in place of a time per iteration")
    func latency() throws {
        let entry = try #require(run.header.benchmarks.first { $0.name == "good/latency" })
        #expect(entry.kind == .latency)
        for round in run.measurements(of: "good/latency") {
            #expect(round.samples(of: .wallTime) == nil)
            for unit: BenchmarkUnit in ["p50-sec/op", "p90-sec/op", "p99-sec/op", "p99.9-sec/op", "max-sec/op"] {
                #expect(round.samples(of: unit)?.count == 1, "\(unit)")
            }
        }
    }

    @Test("a metric of the benchmark's own is in the header and in every round that measures times")
    func customMetric() {
        #expect(run.header.metrics.contains(Metric("answers", .higherIsBetter, .exact)))
        #expect(run.measurements(of: "good/metric").map { $0.samples(of: "answers") } == [[42], [42]])
    }

    @Test("throughput, tags and seed are in the header")
    func header() throws {
        let entry = try #require(run.header.benchmarks.first { $0.name == "good/throughput" })
        #expect(entry.throughput == .bytes(1_000))
        #expect(entry.tags == ["bytes", "good"])
        #expect(run.header.seed == 7)
        #expect(run.header.timeRounds == 2 && run.header.countRounds == 2)
        #expect(run.header.benchmarks.map(\.name) == Self.names)
    }

    private static let names = [
        "good/rate", "good/latency", "good/async", "good/input/n=16", "good/state", "good/metric", "good/throughput",
    ]
}
