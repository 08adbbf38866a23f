import BenchRunner

/// What the benchmarks throw.
struct OnPurpose: Error, CustomStringConvertible {
    let place: String
    var description: String { "thrown on purpose from \(place)" }
}

@MainActor let throwing = Suite("throw") {
    Benchmark("body") { throw OnPurpose(place: "the body") }
    Benchmark("async-body") {
        await Task.yield()
        throw OnPurpose(place: "the asynchronous body")
    }
    Benchmark("set-up", setUp: { throw OnPurpose(place: "set-up") }) { (_: inout Int) in }
    Benchmark("tear-down", setUp: { 0 }, tearDown: { _ in throw OnPurpose(place: "tear-down") }) { $0 += 1 }
    Benchmark("before-sample", setUp: { 0 }, beforeSample: { _ in throw OnPurpose(place: "before a sample") }) {
        $0 += 1
    }
    Benchmark("after-sample", setUp: { 0 }, afterSample: { _ in throw OnPurpose(place: "after a sample") }) {
        $0 += 1
    }
    Benchmark("input", input: { _ -> Int in throw OnPurpose(place: "an input") }) { $0 += 1 }
    // Long after the harness has seen it work.
    Benchmark("late", setUp: { 0 }) { (calls: inout Int) in
        calls += 1
        if calls == 100 { throw OnPurpose(place: "the hundredth call") }
    }
}
