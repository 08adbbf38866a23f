import Testing

@testable import Lab

@Suite("Watching the measured body")
struct MeasurementObserverTests {
    private struct Recorder: MeasurementObserver {
        let log: EventLog
        func bodyWillRun() { log.add("open") }
        func bodyDidRun() { log.add("close") }
    }

    private static var plan: MeasurementPlan {
        var plan = MeasurementPlan()
        plan.sampleSeconds = 1e-3
        plan.warmUpLimitSeconds = 1e-3
        plan.metrics = [.time]
        return plan
    }

    @Test("each planned sample's body runs between two calls, and set-up, warm-up and hooks run outside")
    func windows() async throws {
        let log = EventLog()
        let benchmark = Benchmark(
            "b", setUp: { log.add("outside") }, tearDown: { _ in log.add("outside") },
            beforeSample: { _ in log.add("outside") }, afterSample: { _ in log.add("outside") },
            { (_: inout Void) in log.add("body") })
        let round = try await Sampler.measure(benchmark, plan: Self.plan, observer: Recorder(log: log))
        var isOpen = false
        var windows = 0
        var seen = 0
        for event in log.events {
            switch event {
            case "open":
                #expect(!isOpen)
                isOpen = true
                windows += 1
            case "close":
                #expect(isOpen)
                isOpen = false
            case "outside": #expect(!isOpen)
            default: if isOpen { seen += 1 }
            }
        }
        let samples = try #require(round.series.first).samples.count
        #expect(!isOpen)
        #expect(windows == samples)
        #expect(seen == samples * round.iterationsPerSample)
        #expect(log.count("body") > seen, "calibration and warm-up are not watched")
    }

    @Test("fewer wanted samples make longer ones")
    func lengths() {
        var plan = MeasurementPlan()
        plan.sampleSeconds = 1
        let usual = Calibration.wantedSampleSeconds(plan)
        plan.wantedSamples = 10
        #expect(Calibration.wantedSampleSeconds(plan) == 10 * usual)
    }
}
