import Synchronization

/// Reports a value of a metric that the running benchmark declares with `Benchmark.metric(_:_:_:)`.
///
/// A round's value is the median of what was reported in its measured samples and its `tearDown`. Call it from
/// `afterSample` or `tearDown`, so that the call is not timed; what is reported before the end of the warm-up is dropped.
public func reportMetric(_ value: Double, as unit: BenchmarkUnit) {
    CustomMetrics.values.withLock { $0[unit, default: []].append(value) }
}

/// What the benchmark of this process has reported of itself. A worker measures one benchmark, so one store does.
enum CustomMetrics {
    static let values = Mutex<[BenchmarkUnit: [Double]]>([:])

    /// Forgets what was reported so far, so that calibration and warm-up leave nothing in the round's value.
    static func clear() { values.withLock { $0 = [:] } }

    /// What was reported, by declared metric.
    ///
    /// - Throws: `BenchmarkUseError` for a metric that is not declared, for one that is declared and not reported, and
    ///   for NaN and the infinities.
    static func series(declared: [Metric]) throws -> [RoundMeasurement.Series] {
        let reported = values.withLock { $0 }
        if let unknown = reported.keys.first(where: { unit in !declared.contains { $0.unit == unit } }) {
            throw BenchmarkUseError.undeclaredMetric(unknown)
        }
        for (unit, values) in reported {
            if let value = values.first(where: { !$0.isFinite }) {
                throw BenchmarkUseError.valueNotFinite(unit, value)
            }
        }
        return try declared.map { metric in
            guard let samples = reported[metric.unit] else { throw BenchmarkUseError.unreportedMetric(metric.unit) }
            return RoundMeasurement.Series(metric: metric, samples: samples)
        }
    }
}
