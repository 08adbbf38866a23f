// A set-up and a body are both closures, and a body reads best behind the call.
// swift-format-ignore-file: OnlyOneTrailingClosureArgument

import Synchronization
import Testing

@testable import Lab

@Suite("Measuring a round")
struct SamplerTests {
    private let log = EventLog()

    private static var plan: MeasurementPlan {
        var plan = MeasurementPlan()
        plan.sampleSeconds = 1e-3
        plan.warmUpLimitSeconds = 1e-3
        plan.metrics = [.time]
        return plan
    }

    @Test("set-up comes first, then the start is told, and tear-down ends the round")
    func order() async throws {
        let log = log
        let benchmark = Benchmark(
            "b", setUp: { log.add("set-up") }, tearDown: { log.add("tear-down") },
            beforeSample: { _ in log.add("before") },
            afterSample: { _ in log.add("after") }
        ) { (_: inout Void) in }
        let round = try await Sampler.measure(benchmark, plan: Self.plan) { log.add("start") }
        let events = log.events
        #expect(events.prefix(3) == ["set-up", "start", "before"])
        #expect(events.last == "tear-down")
        for event in ["set-up", "start", "tear-down"] { #expect(log.count(event) == 1, "\(event)") }
        #expect(log.count("before") == log.count("after"))
        #expect(
            log.count("before") > (round.series.first?.samples.count ?? 0), "calibration and warm-up take samples too")
    }

    @Test("the iterations that are told are those that were made")
    func iterations() async throws {
        let log = log
        let benchmark = Benchmark("b") { log.add("body") }
        let round = try await Sampler.measure(benchmark, plan: Self.plan)
        let samples = try #require(round.samples(of: .wallTime)).count
        let warmUp = try #require(round.warmUp)
        #expect(round.iterationsPerSample >= 1)
        #expect(samples >= 3)
        #expect(log.count("body") == warmUp.iterations + samples * round.iterationsPerSample)
    }

    @Test("a warm-up whose limit is nothing is ended by it")
    func warmUpLimit() async throws {
        var plan = Self.plan
        plan.warmUpLimitSeconds = 0
        let round = try await Sampler.measure(Benchmark("b") { identity(1) }, plan: plan)
        #expect(round.warmUp?.isSteady == false)
        #expect((round.warmUp?.iterations ?? 0) > 0)
    }

    @Test("a benchmark whose body throws is torn down all the same, and the body's error is the round's")
    func throwingBody() async throws {
        let log = log
        let benchmark = Benchmark(
            "b", setUp: { 0 },
            tearDown: { _ in
                log.add("tear-down")
                throw PartError(part: "tear-down")
            }
        ) { (_: inout Int) in throw PartError(part: "body") }
        await #expect(throws: PartError(part: "body")) { try await Sampler.measure(benchmark, plan: Self.plan) }
        #expect(log.events == ["tear-down"])
    }

    @Test("a benchmark whose set-up throws is neither started nor torn down")
    func throwingSetUp() async throws {
        let log = log
        let benchmark = Benchmark(
            "b", setUp: { () -> Int in throw PartError(part: "set-up") }, tearDown: { _ in log.add("tear-down") }
        ) { $0 += 1 }
        await #expect(throws: PartError(part: "set-up")) {
            try await Sampler.measure(benchmark, plan: Self.plan) { log.add("start") }
        }
        #expect(log.events.isEmpty)
    }

    @Test("an error of tear-down is the round's")
    func throwingTearDown() async throws {
        let benchmark = Benchmark("b", setUp: { 0 }, tearDown: { _ in throw PartError(part: "tear-down") }) { $0 += 1 }
        await #expect(throws: PartError(part: "tear-down")) { try await Sampler.measure(benchmark, plan: Self.plan) }
    }

    @Test("no input comes again in another sample; the same seed gives the same inputs")
    func inputs() async throws {
        var firsts: [[UInt64]] = []
        for seed: UInt64 in [1, 1, 2] {
            let seen = Mutex<[UInt64]>([])
            let benchmark = Benchmark("b", input: { $0.next() }) { input in seen.withLock { $0.append(input) } }
            var plan = Self.plan
            plan.seed = seed
            let round = try await Sampler.measure(benchmark, plan: plan)
            let inputs = seen.withLock { $0 }
            #expect(inputs.count > round.iterationsPerSample)
            #expect(Set(inputs).count == inputs.count)
            firsts.append(Array(inputs.prefix(2)))
        }
        #expect(firsts[0] == firsts[1])
        #expect(firsts[0] != firsts[2])
    }

    @Test("only the groups that are asked for are measured")
    func groups() async throws {
        let units: [(MetricGroup, [String])] = [
            (.time, ["sec/op"]), (.cpu, ["cpu-sec/op", "user-sec/op", "sys-sec/op"]),
            (.faults, ["minor-faults/op", "major-faults/op"]),
            (.switches, ["voluntary-switches/op", "involuntary-switches/op"]), (.memory, ["peak-RSS-bytes"]),
            (.allocs, []),
        ]
        for (group, expected) in units {
            var plan = Self.plan
            plan.metrics = [group]
            let round = try await Sampler.measure(Benchmark("b") { identity(1) }, plan: plan)
            #expect(round.series.map(\.metric.unit.name) == expected)
        }
    }

    @Test("counters are reported where they open, and nothing in their place where not")
    func counters() async throws {
        var plan = Self.plan
        plan.metrics = [.counters]
        let round = try await Sampler.measure(Benchmark("b") { identity(1) }, plan: plan)
        let known: Set<BenchmarkUnit> = ["instructions/op", "cycles/op", "branch-misses/op", "cache-misses/op"]
        #expect(known.isSuperset(of: round.series.map(\.metric.unit)))
        #expect(round.series.allSatisfy { $0.samples.count == 1 })
    }

    @Test("allocations cannot be counted in a process without the preload library")
    func withoutLibrary() async throws {
        var plan = Self.plan
        plan.pass = .count
        await #expect(throws: MeasurementError.self) { try await Sampler.measure(Benchmark("b") {}, plan: plan) }
        #expect("\(MeasurementError.noPreloadLibrary)".contains("preload library"))
    }
}

extension RoundMeasurement {
    func samples(of unit: BenchmarkUnit) -> [Double]? { series.first { $0.metric.unit == unit }?.samples }
}
