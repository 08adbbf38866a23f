// A set-up and a body are both closures, and a body reads best behind the call.
// swift-format-ignore-file: OnlyOneTrailingClosureArgument

import Synchronization
import Testing

@testable import Lab

@Suite("The forms of a benchmark")
struct BenchmarkFormTests {
    private let log = EventLog()

    @Test("a body alone is called once an iteration")
    func bodyAlone() async throws {
        let log = log
        let driver = BenchmarkDriver(benchmark: Benchmark("plain") { log.add("body") })
        try await driver.run(samples: [1, 3, 0])
        #expect(log.events == ["body", "body", "body", "body"])
        #expect(!driver.isAsynchronous, "a body that does not wait is not made to")
    }

    @Test("an asynchronous body alone is called and awaited once an iteration")
    func asynchronousBodyAlone() async throws {
        let log = log
        let benchmark = Benchmark("waiting") {
            log.add("start")
            await Task.yield()
            log.add("end")
        }
        let driver = BenchmarkDriver(benchmark: benchmark)
        try await driver.run(samples: [2])
        #expect(log.events == ["start", "end", "start", "end"])
        #expect(driver.isAsynchronous)
    }

    private static let eventsOfTwoSamples = [
        "set-up", "before 10", "body 11", "body 12", "after 12", "before 12", "body 13", "after 13", "tear-down 13",
    ]

    @Test("a state is made once, goes through hooks and iterations, and ends in tear-down")
    func state() async throws {
        let log = log
        let benchmark = Benchmark(
            "state",
            setUp: {
                log.add("set-up")
                return 10
            },
            tearDown: { log.add("tear-down \($0)") },
            beforeSample: { log.add("before \($0)") },
            afterSample: { log.add("after \($0)") }
        ) { state in
            state += 1
            log.add("body \(state)")
        }
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [2, 1])
        #expect(log.events == Self.eventsOfTwoSamples)
    }

    @Test("with an asynchronous body the order is the same")
    func asynchronousState() async throws {
        let log = log
        let benchmark = Benchmark(
            "state",
            setUp: {
                await Task.yield()
                log.add("set-up")
                return 10
            },
            tearDown: { log.add("tear-down \($0)") },
            beforeSample: { state in
                await Task.yield()
                log.add("before \(state)")
            },
            afterSample: { state in
                await Task.yield()
                log.add("after \(state)")
            }
        ) { (state: inout Int) in
            await Task.yield()
            state += 1
            log.add("body \(state)")
        }
        let driver = BenchmarkDriver(benchmark: benchmark)
        try await driver.run(samples: [2, 1])
        #expect(log.events == Self.eventsOfTwoSamples)
        #expect(driver.isAsynchronous)
    }

    @Test("hooks may change the state")
    func hooks() async throws {
        let log = log
        let benchmark = Benchmark(
            "state", setUp: { [Int]() }, beforeSample: { $0 = [0] }, afterSample: { log.add("\($0)") }
        ) { $0.append($0.count) }
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [2, 1])
        #expect(log.events == ["[0, 1, 2]", "[0, 1]"])
    }

    @Test("every iteration has an input of its own, made before the first one starts")
    func input() async throws {
        let log = log
        let benchmark = Benchmark(
            "input",
            input: { random in
                log.add("made")
                return random.next()
            }
        ) { input in
            log.add("\(input)")
            input = 0
        }
        try await BenchmarkDriver(benchmark: benchmark).run(samples: [100])
        #expect(log.events[..<100].allSatisfy { $0 == "made" })
        #expect(Set(log.events[100...]).count == 100, "all inputs of a sample differ")
    }

    @Test("the inputs are the seed's", arguments: [false, true])
    func seededInputs(isAsynchronous: Bool) async throws {
        var inputs: [[String]] = []
        for seed: UInt64 in [1, 1, 2] {
            let log = EventLog()
            let benchmark =
                if isAsynchronous {
                    Benchmark("input", input: { $0.next() }) { (input: inout UInt64) in
                        await Task.yield()
                        log.add("\(input)")
                    }
                } else {
                    Benchmark("input", input: { $0.next() }) { log.add("\($0)") }
                }
            let driver = BenchmarkDriver(benchmark: benchmark)
            #expect(driver.isAsynchronous == isAsynchronous)
            try await driver.run(samples: [50], seed: seed)
            inputs.append(log.events)
        }
        #expect(inputs[0] == inputs[1])
        #expect(Set(inputs[0]).isDisjoint(with: inputs[2]))
    }

    @Test("a state and inputs go together; the input is made from the state", arguments: [false, true])
    func stateAndInput(isAsynchronous: Bool) async throws {
        let log = log
        let benchmark =
            if isAsynchronous {
                Benchmark(
                    "both", setUp: { 100 }, tearDown: { log.add("tear-down \($0)") },
                    input: { state, _ in
                        state += 1
                        return state
                    }
                ) { (state: inout Int, input: inout Int) in
                    await Task.yield()
                    log.add("\(state) \(input)")
                }
            } else {
                Benchmark(
                    "both", setUp: { 100 }, tearDown: { log.add("tear-down \($0)") },
                    input: { state, _ in
                        state += 1
                        return state
                    }
                ) { state, input in log.add("\(state) \(input)") }
            }
        let driver = BenchmarkDriver(benchmark: benchmark)
        #expect(driver.isAsynchronous == isAsynchronous)
        try await driver.run(samples: [2, 1])
        #expect(log.events == ["102 101", "102 102", "103 103", "tear-down 103"])
    }
}
