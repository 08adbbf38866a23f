import BenchRunner

/// One benchmark of each form, none of which does anything that a harness could stumble over.
@MainActor let wellBehaved = Suite("good", tags: ["good"]) {
    Benchmark("rate") { identity(1) &+ 1 }
    Benchmark("latency") { identity(1) &+ 1 }.latency()
    Benchmark("async") { await Task.yield() }
    Benchmark("input", ["n": 16], input: { random in (0..<16).map { _ in Int.random(in: 0..<100, using: &random) } }) {
        $0.sort()
    }
    Benchmark("state", setUp: { [Int](0..<100) }) { $0.append($0.removeLast()) }
    Benchmark(
        "metric", setUp: { 0 }, tearDown: { reportMetric(Double($0 > 0 ? 42 : 0), as: "answers") }
    ) { $0 += 1 }
    .metric("answers", .higherIsBetter, .exact)
    Benchmark("throughput") { identity([UInt8](repeating: 1, count: 1_000)) }.throughput(.bytes(1_000)).tags("bytes")
}
