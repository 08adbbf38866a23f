/// Measures one round of one benchmark in this process.
public final class Sampler {
    let benchmark: Benchmark
    let plan: MeasurementPlan
    let stopwatch: Stopwatch
    private var seeds: SplitMix64

    var body: BenchmarkBody { benchmark.body }

    private init(_ benchmark: Benchmark, plan: MeasurementPlan, allocations: AllocationCounter?) {
        self.benchmark = benchmark
        self.plan = plan
        seeds = SplitMix64(seed: plan.seed)
        stopwatch = Stopwatch(timesEach: benchmark.kind == .latency && plan.pass == .time, allocations: allocations)
    }

    /// Sets the benchmark up, measures it as planned and tears it down; where its body throws, it is torn down as well.
    ///
    /// - Parameters:
    ///   - observer: Told of each timed window, but not of those of calibration and warm-up. A counting round has none.
    ///   - onStart: Called once, before the first measured iteration.
    /// - Throws: What the benchmark's closures throw; `BenchmarkUseError`; `MeasurementError` where what is asked for
    ///   cannot be measured in this process.
    public static func measure(
        _ benchmark: Benchmark, plan: MeasurementPlan, observer: (any MeasurementObserver)? = nil,
        isolation: isolated (any Actor)? = #isolation, onStart: () -> Void = {}
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
        var result: RoundMeasurement
        do {
            result =
                switch plan.pass {
                case .time: try await sampler.takeTimes(counters, observer)
                case .count: try await sampler.count()
                }
        } catch {
            // What set-up has made outside the process is not to stay behind. Of two errors the first tells more.
            try? await benchmark.body.tearDown()
            throw error
        }
        try await benchmark.body.tearDown()
        if plan.pass == .time { result.series += try CustomMetrics.series(declared: benchmark.customMetrics) }
        return result
    }

    /// Takes one sample; what it took is in the stopwatch's window.
    func takeSample(_ iterations: Int, isolation: isolated (any Actor)? = #isolation) async throws {
        stopwatch.random = seeds.split()
        switch body.sample {
        case .synchronous(let sample): try sample(iterations, stopwatch, body.box)
        case .asynchronous(let sample): try await sample(iterations, stopwatch, body.box)
        }
    }
}
