import BenchRunner

/// Benchmarks that report metrics of themselves which they should not.
@MainActor let reporting = Suite("report") {
    Benchmark("undeclared") { reportMetric(1, as: "secrets") }
    Benchmark("never") {}.metric("promises", .higherIsBetter)
    Benchmark("samples", setUp: { 0 }, afterSample: { _ in reportMetric(1, as: "samples") }) { $0 += 1 }
        .metric("samples", .higherIsBetter)
    Benchmark("not-a-number") { reportMetric(.nan, as: "ratio") }.metric("ratio", .higherIsBetter)
    Benchmark("infinite") { reportMetric(.infinity, as: "ratio") }.metric("ratio", .higherIsBetter)
}
