extension Sampler {
    /// Calibrates, warms up and takes samples until the planned time or precision is reached.
    func takeTimes(
        _ counters: HardwareCounters?, _ observer: (any MeasurementObserver)?,
        isolation: isolated (any Actor)? = #isolation
    ) async throws -> RoundMeasurement {
        let calibration = try await Calibration.calibrate(self)
        let warmUp = try await WarmUp.run(self, calibration)
        stopwatch.latencies = LatencyHistogram()
        CustomMetrics.clear()

        var walls: [Double] = []
        var cpus: [Double] = []
        var total = WindowReading()
        let iterations = calibration.iterations
        let start = MonotonicClock.now()
        stopwatch.counters = counters
        stopwatch.observer = observer
        while !isEnough(walls, secondsSpent: Double(MonotonicClock.now() - start) * 1e-9) {
            try await takeSample(iterations)
            let window = stopwatch.window
            walls.append(Double(window.wall) * 1e-9 / Double(iterations))
            cpus.append(Double(window.cpu) * 1e-9 / Double(iterations))
            total += window
        }
        var round = RoundMeasurement(iterationsPerSample: iterations, warmUp: warmUp, series: [])
        round.series = series(walls: walls, cpus: cpus, total: total, iterations: walls.count * iterations)
        if benchmark.kind == .latency { round.latencies = stopwatch.latencies }
        if let counters { round.series += counters.series(iterations: walls.count * iterations) }
        if benchmark.kind == .rate, plan.metrics.contains(.time), let median = walls.sorted().middle,
            median < Self.suspiciousSeconds
        {
            round.notes.append(
                "an iteration costs no more than an empty one: if the body does work, the optimizer may have removed it; "
                    + "hide its inputs with identity(_:)")
        }
        return round
    }

    /// An iteration below this is no longer than the loop's own: 0.26 ns on the machines this was written on.
    private static var suspiciousSeconds: Double { 0.4e-9 }

    private func isEnough(_ values: [Double], secondsSpent: Double) -> Bool {
        if secondsSpent >= plan.sampleSeconds {
            return values.count >= MeasurementPlan.leastSamples
                || (!values.isEmpty && secondsSpent >= plan.sampleSeconds * MeasurementPlan.overtime)
        }
        // Ordering the samples after each one would cost more than short samples do.
        guard let precision = plan.precision, values.count >= 10, values.count.isMultiple(of: 10),
            let summary = Summary(sample: values)
        else { return false }
        return (summary.high - summary.low) / 2 <= precision * summary.centre
    }

    private func series(
        walls: [Double], cpus: [Double], total: WindowReading, iterations: Int
    ) -> [RoundMeasurement.Series] {
        var series: [RoundMeasurement.Series] = []
        func add(_ group: MetricGroup, _ metric: Metric, _ samples: [Double]) {
            if plan.metrics.contains(group) { series.append(.init(metric: metric, samples: samples)) }
        }
        func perIteration(_ count: Int64, scale: Double = 1) -> [Double] {
            [Double(count) * scale / Double(iterations)]
        }
        switch benchmark.kind {
        case .rate:
            add(.time, .wallTime, walls)
        case .latency:
            for (metric, quantile) in Metric.latencies {
                if let nanoseconds = stopwatch.latencies.quantile(quantile) {
                    add(.time, metric, [nanoseconds * 1e-9])
                }
            }
        }
        add(.cpu, .cpuTime, cpus)
        add(.cpu, .userTime, perIteration(total.user, scale: 1e-9))
        add(.cpu, .systemTime, perIteration(total.system, scale: 1e-9))
        add(.faults, .minorFaults, perIteration(total.minorFaults))
        add(.faults, .majorFaults, perIteration(total.majorFaults))
        add(.switches, .voluntarySwitches, perIteration(total.voluntarySwitches))
        add(.switches, .involuntarySwitches, perIteration(total.involuntarySwitches))
        if let bytes = ResourceUsage.peakResidentBytes() { add(.memory, .peakMemory, [Double(bytes)]) }
        return series
    }
}

extension Array {
    /// The element in the middle; nil where there is none.
    fileprivate var middle: Element? { isEmpty ? nil : self[count / 2] }
}
