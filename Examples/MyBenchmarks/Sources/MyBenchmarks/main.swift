import BenchRunner

let strings = Suite("strings") {
    Benchmark("uppercased") { identity("swift").uppercased() }

    for n in [16, 256] {
        Benchmark("repeat", ["n": n]) { String(repeating: "ab", count: n) }
    }

    Benchmark(
        "sort", ["n": 256],
        input: { random in (0..<256).map { _ in Int.random(in: 0..<1_000, using: &random) } }
    ) { $0.sort() }
    .throughput(.items(256))
}

await benchmarkMain(strings)
