import Lab
import Testing

/// One run over every benchmark of the fixture, one round each, looked at from all sides.
private struct MisbehaviourRun {
    let outcome: RunningProgram.Outcome
    let run: Run
    let processesLeft: [String]

    init() throws {
        let scratch = try ScratchDirectory()
        let program = try FixtureProgram.start(
            ["run", "--rounds", "1", "--metrics", "time", "--time", "2ms", "--seed", "1", "--out", scratch["run"]])
        outcome = try program.wait()
        run = try Run(contentsOf: scratch["run"])
        processesLeft = program.processesLeft()
    }

    /// Made once, for all the tests.
    static let shared = Result { try MisbehaviourRun() }
}

@Suite("Benchmarks that misbehave")
struct MisbehaviourTests {
    private let shared: MisbehaviourRun

    init() throws { shared = try MisbehaviourRun.shared.get() }

    struct Case: CustomTestStringConvertible, Sendable {
        let benchmark: String
        let reason: RoundFailure.Reason
        /// What the detail has to say.
        let detail: [String]

        init(_ benchmark: String, _ reason: RoundFailure.Reason, _ detail: String...) {
            self.benchmark = benchmark
            self.reason = reason
            self.detail = detail
        }

        var testDescription: String { benchmark }
    }

    static let cases = [
        Case("throw/body", .threw, "thrown on purpose from the body"),
        Case("throw/async-body", .threw, "thrown on purpose from the asynchronous body"),
        Case("throw/set-up", .threw, "thrown on purpose from set-up"),
        Case("throw/tear-down", .threw, "thrown on purpose from tear-down"),
        Case("throw/before-sample", .threw, "thrown on purpose from before a sample"),
        Case("throw/after-sample", .threw, "thrown on purpose from after a sample"),
        Case("throw/input", .threw, "thrown on purpose from an input"),
        Case("throw/late", .threw, "thrown on purpose from the hundredth call"),
        Case("crash/fatal-error", .crashed, "Fatal error: the last words of a benchmark", "signal", "SIG"),
        Case("crash/set-up", .crashed, "Fatal error: the last words of a set-up", "signal", "SIG"),
        Case("crash/index", .crashed, "Index out of range", "signal", "SIG"),
        Case("crash/division", .crashed, "Division by zero", "signal", "SIG"),
        Case("crash/segmentation-fault", .crashed, "signal 11", "SIGSEGV", "segmentation fault"),
        Case("crash/stack", .crashed, "signal 11", "SIGSEGV"),
        Case("crash/abort", .crashed, "signal 6", "SIGABRT"),
        Case("crash/killed", .crashed, "signal 9", "SIGKILL"),
        Case("crash/tear-down", .crashed, "signal 7", "SIGBUS"),
        Case("hang/body", .timedOut, "0.3 s"),
        Case("hang/async-body", .timedOut, "0.3 s"),
        Case("hang/set-up", .timedOut, "0.3 s"),
        Case("hang/tear-down", .timedOut, "0.3 s"),
        Case("hang/deaf", .timedOut, "0.3 s"),
        Case("hang/stopped", .timedOut, "0.3 s"),
        Case("hang/with-child", .timedOut, "0.3 s"),
        Case("hang/printing", .timedOut, "0.3 s"),
        Case("end/exit-0", .exited, "status 0"),
        Case("end/exit-7", .exited, "status 7"),
        Case("end/_exit-3", .exited, "status 3"),
        Case("end/set-up", .exited, "status 9"),
        Case("end/tear-down", .exited, "status 0"),
        Case("meddle/garbage", .garbled, "expected a value"),
        Case("meddle/not-text", .garbled, "expected a value"),
        Case("meddle/other-round", .garbled, "another round"),
        Case("meddle/other-benchmark", .garbled, "another round"),
        Case("meddle/partial", .garbled, "without an end"),
        Case("meddle/empty-object", .garbled, "'type'"),
        Case("meddle/negative-time", .garbled, "'samples.sec/op[0]'", "negative"),
        Case("meddle/unknown-unit", .garbled, "'samples.parsecs'"),
        Case("meddle/twice", .garbled, "after the value"),
        Case("meddle/flood", .garbled, "64 MiB"),
        Case("meddle/result-then-exit-7", .exited, "status 7"),
        Case("meddle/result-then-crash", .crashed, "SIGSEGV"),
        Case("meddle/closed", .exited, "status 0"),
        Case("report/undeclared", .threw, "'secrets'", ".metric(\"secrets\""),
        Case("report/never", .threw, "'promises'", "tearDown"),
        Case("report/not-a-number", .threw, "nan", "'ratio'"),
        Case("report/infinite", .threw, "inf", "'ratio'"),
    ]

    @Test("a failed round tells how and why", arguments: cases)
    func reason(_ expected: Case) throws {
        let failure = try #require(shared.run.failure(of: expected.benchmark), "the round has not failed")
        #expect(failure.reason == expected.reason)
        for part in expected.detail { #expect(failure.detail.contains(part)) }
        #expect(shared.outcome.errors.contains(expected.benchmark), "standard error does not name the benchmark")
    }

    @Test("a run with failed rounds ends with status 3")
    func status() {
        #expect(shared.outcome.status == 3)
    }

    @Test("whatever the others do, those that do nothing wrong are measured")
    func others() {
        let failing = Set(Self.cases.map(\.benchmark))
        let all = Set(shared.run.header.benchmarks.map(\.name))
        #expect(shared.run.measuredBenchmarks == all.subtracting(failing))
        for suite in ["good", "kernel", "allocate", "print", "leave"] {
            #expect(shared.run.measuredBenchmarks.contains { $0.hasPrefix(suite + "/") })
        }
    }

    @Test("what is reported after a sample counts for measured samples only, not for calibration and warm-up")
    func reportedAfterSamples() throws {
        let round = try #require(shared.run.measurements(of: "report/samples").first)
        let reported = try #require(round.series.first { $0.metric.unit == "samples" })
        #expect(reported.samples.count == round.samples(of: .wallTime)?.count)
    }

    @Test("every benchmark has its round in the file")
    func complete() {
        #expect(shared.run.isComplete)
        #expect(shared.run.warnings.isEmpty)
    }

    @Test("of what a worker printed, the end is kept")
    func output() throws {
        let fatal = try #require(shared.run.failure(of: "crash/fatal-error"))
        #expect(fatal.output.contains("the last words of a benchmark"))
        #expect(!fatal.output.contains("Current stack trace"))
        let endless = try #require(shared.run.failure(of: "hang/printing"))
        #expect(endless.output.contains("still here"))
        #expect(endless.output.utf8.count <= 4_096)
    }

    @Test("no worker, and nothing that one has started, outlives the run")
    func nothingLeft() {
        #expect(shared.processesLeft.isEmpty)
    }

    @Test("after two failed rounds the others of a benchmark are left out, and said to be")
    func leftOut() throws {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run(
            ["run", "throw/body", "--rounds", "4", "--metrics", "time", "--time", "2ms", "--out", scratch["run"]])
        #expect(outcome.status == 3)
        let reasons = try Run(contentsOf: scratch["run"]).failures.map(\.failure.reason)
        #expect(reasons == [.threw, .threw, .skipped, .skipped])
    }
}
