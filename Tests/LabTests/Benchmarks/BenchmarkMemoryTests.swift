// A set-up and a body are both closures, and a body reads best behind the call.
// swift-format-ignore-file: OnlyOneTrailingClosureArgument

import Synchronization
import Testing

@testable import Lab

/// Counts how many of its instances there are.
private final class Counted: Sendable {
    let population: Population

    init(_ population: Population) {
        self.population = population
        population.count.withLock { $0 += 1 }
    }

    deinit { population.count.withLock { $0 -= 1 } }
}

private final class Population: Sendable {
    let count = Mutex(0)
    var now: Int { count.withLock { $0 } }
}

@Suite("What a benchmark holds, and until when")
struct BenchmarkMemoryTests {
    private let population = Population()

    @Test("a state is released by tear-down")
    func tornDown() async throws {
        let population = population
        let benchmark = Benchmark("state", setUp: { Counted(population) }) { $0.population.now }
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [3])
        #expect(population.now == 0)
    }

    @Test("a state that is never torn down is released with its benchmark")
    func neverTornDown() async throws {
        let population = population
        do {
            let benchmark = Benchmark("state", setUp: { Counted(population) }) { $0.population.now }
            try await benchmark.body.setUp()
            #expect(population.now == 1)
        }
        #expect(population.now == 0)
    }

    @Test("a second set-up releases the first state, and a benchmark can be used again")
    func again() async throws {
        let population = population
        let benchmark = Benchmark("state", setUp: { Counted(population) }) { $0.population.now }
        try await benchmark.body.setUp()
        try await benchmark.body.setUp()
        #expect(population.now == 1)
        try await benchmark.body.tearDown()
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [1])
        #expect(population.now == 0)
    }

    @Test("inputs live until the end of the sample, those that a body has replaced included")
    func inputs() async throws {
        let population = population
        let log = EventLog()
        let benchmark = Benchmark("input", input: { _ in Optional(Counted(population)) }) { input in
            log.add("\(population.now)")
            input = nil
        }
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [3])
        #expect(log.events == ["3", "2", "1"], "all are made before the first iteration")
        #expect(population.now == 0)
    }

    @Test("inputs that were made before one could not be are released")
    func failingInput() async throws {
        let population = population
        let benchmark = Benchmark(
            "input",
            input: { _ in
                if population.now == 2 { throw PartError(part: "third input") }
                return Counted(population)
            }
        ) { $0.population.now }
        await #expect(throws: PartError(part: "third input")) {
            try await BenchmarkDriver(benchmark: benchmark).run(samples: [5])
        }
        #expect(population.now == 0)
    }

    @Test("inputs are released where the body throws")
    func failingBody() async throws {
        let population = population
        let benchmark = Benchmark("input", input: { _ in Counted(population) }) { (_: inout Counted) in
            throw PartError(part: "body")
        }
        await #expect(throws: PartError(part: "body")) {
            try await BenchmarkDriver(benchmark: benchmark).run(samples: [5])
        }
        #expect(population.now == 0)
    }
}
