/// Measures one round of one benchmark in this process.
public final class Sampler {
    let benchmark: Benchmark
    let plan: MeasurementPlan
    let stopwatch: Stopwatch
    private var sampleNumber: UInt64 = 0

    var body: BenchmarkBody { benchmark.body }

    private init(_ benchmark: Benchmark, plan: MeasurementPlan, allocations: AllocationCounter?) {
        self.benchmark = benchmark
        self.plan = plan
        stopwatch = Stopwatch(timesEach: benchmark.kind == .latency && plan.pass == .time, allocations: allocations)
    }

    /// Sets the benchmark up, measures it as planned and tears it down.
    ///
    /// - Parameter onStart: Called once, before the first measured iteration.
    /// - Throws: What the benchmark's closures throw; `BenchmarkUseError`; `MeasurementError` where what is asked for
    ///   cannot be measured in this process.
    public static func measure(
        _ benchmark: Benchmark, plan: MeasurementPlan, isolation: isolated (any Actor)? = #isolation,
        onStart: () -> Void = {}
    ) async throws -> RoundMeasurement {
        var allocations: AllocationCounter?
        if plan.pass == .count {
            allocations = AllocationCounter.current
            if allocations == nil { throw MeasurementError.noPreloadLibrary }
        }
        let sampler = Sampler(benchmark, plan: plan, allocations: allocations)
        let counters = plan.pass == .time && plan.metrics.contains(.counters) ? HardwareCounters.open() : nil
        try await benchmark.body.setUp()
        onStart()
        var result =
            switch plan.pass {
            case .time: try await sampler.takeTimes(counters)
            case .count: try await sampler.count()
            }
        try await benchmark.body.tearDown()
        if plan.pass == .time { result.series += try CustomMetrics.series(declared: benchmark.customMetrics) }
        return result
    }

    /// Takes one sample; what it took is in the stopwatch's window.
    func takeSample(_ iterations: Int, isolation: isolated (any Actor)? = #isolation) async throws {
        stopwatch.random = SplitMix64(seed: plan.seed &+ sampleNumber &* 0x9E37_79B9_7F4A_7C15)
        sampleNumber += 1
        switch body.sample {
        case .synchronous(let sample): try sample(iterations, stopwatch)
        case .asynchronous(let sample): try await sample(iterations, stopwatch)
        }
    }
}
