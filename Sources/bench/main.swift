import BenchRunner

let demo = Suite("demo") {
    Benchmark("empty") {}
    Benchmark("alloc") { [Int](repeating: 1, count: 100) }
    Benchmark("sort", ["n": 256], input: { r in (0..<256).map { _ in Int.random(in: 0..<1000, using: &r) } }) { $0.sort() }
    Benchmark("lat", input: { $0.next() }) { [UInt64](repeating: $0, count: 10) }.latency()
    Benchmark("async") { await Task.yield() }
    Benchmark("crash") { Optional<Int>.none! }.timeLimit(.seconds(2))
}
await benchmarkMain(demo)
