import BenchRunner
import Glibc

/// Uses so many milliseconds of CPU time, as a set-up does that makes much to work on.
@inline(never)
private func spinInSetUp(_ milliseconds: Int) -> UInt64 {
    var value: UInt64 = 1
    let end = clock() + milliseconds * Int(CLOCKS_PER_SEC) / 1000
    while clock() < end {
        for _ in 0..<10_000 { value = identity(value) &* 0x9E37_79B9_7F4A_7C15 }
    }
    return value
}

/// A benchmark whose set-up, before each sample too, and tear-down are in a function of their own.
@MainActor let profiled = Suite("profiled") {
    Benchmark(
        "set-up", setUp: { spinInSetUp(200) }, tearDown: { _ in blackHole(spinInSetUp(200)) },
        beforeSample: { $0 = spinInSetUp(5) },
        { $0 &+= multiplicationChain(10_000) })
}
