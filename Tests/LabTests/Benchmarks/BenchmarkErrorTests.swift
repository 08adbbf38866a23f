// A set-up and a body are both closures, and a body reads best behind the call.
// swift-format-ignore-file: OnlyOneTrailingClosureArgument

import Testing

@testable import Lab

@Suite("Errors of a benchmark's parts")
struct BenchmarkErrorTests {
    private static func fail(_ part: String) throws { throw PartError(part: part) }

    @Test(
        "an error of any part is the error of the sample",
        arguments: ["set-up", "before", "body", "after", "tear-down"])
    func parts(failing: String) async throws {
        let benchmark = Benchmark(
            "failing",
            setUp: { if failing == "set-up" { try Self.fail(failing) } },
            tearDown: { if failing == "tear-down" { try Self.fail(failing) } },
            beforeSample: { _ in if failing == "before" { try Self.fail(failing) } },
            afterSample: { _ in if failing == "after" { try Self.fail(failing) } }
        ) { _ in if failing == "body" { try Self.fail(failing) } }
        await #expect(throws: PartError(part: failing)) { try await BenchmarkDriver(benchmark: benchmark).run() }
    }

    @Test("an error of an asynchronous body is the error of the sample")
    func asynchronousBody() async throws {
        let benchmark = Benchmark("failing") {
            await Task.yield()
            throw PartError(part: "body")
        }
        await #expect(throws: PartError(part: "body")) { try await BenchmarkDriver(benchmark: benchmark).run() }
    }

    @Test("the iterations after an error are not made")
    func rest() async throws {
        let log = EventLog()
        let benchmark = Benchmark("failing") {
            log.add("body")
            if log.events.count == 3 { throw PartError(part: "body") }
        }
        await #expect(throws: PartError.self) { try await BenchmarkDriver(benchmark: benchmark).run(samples: [10]) }
        #expect(log.events.count == 3)
    }

    @Test("a body cannot be called before its set-up, nor after its tear-down")
    func order() async throws {
        let driver = BenchmarkDriver(benchmark: Benchmark("state", setUp: { 0 }) { $0 += 1 })
        await #expect(throws: BenchmarkUseError.self) { try await driver.sample(1) }
        await #expect(throws: BenchmarkUseError.self) { try await driver.benchmark.body.tearDown() }
        try await driver.run()
        await #expect(throws: BenchmarkUseError.self) { try await driver.sample(1) }
        #expect("\(BenchmarkUseError.bodyBeforeSetUp)".contains("set-up"))
    }
}
