import BenchRunner

/// The suites of the program, by the name that `FIXTURE_PROGRAM` gives.
@MainActor let programs: [String: [Suite]] = [
    "complete": [
        wellBehaved, kernels, allocating, throwing, crashing, hanging, ending, printing, meddling, reporting, leaving,
    ],
    "patient": [patient],
    "profiled": [profiled],
    // As if `wellBehaved` had lost a benchmark since a run was started.
    "without-state": [Suite("good") { wellBehaved.benchmarks.filter { $0.name != "state" } }],
    "duplicate-names": [
        Suite("twice") {
            Benchmark("same", ["n": 1]) {}
            Benchmark("same", ["n": 1]) {}
        }
    ],
    // A benchmark that reports under a unit which the laboratory measures itself.
    "borrowed-unit": [
        Suite("borrowed") { Benchmark("time") { reportMetric(1, as: .wallTime) }.metric(.wallTime, .higherIsBetter) }
    ],
    "contrary-units": [
        Suite("contrary") {
            Benchmark("more") {}.metric("widgets", .higherIsBetter)
            Benchmark("less") {}.metric("widgets", .lowerIsBetter)
        }
    ],
    "endless-limit": [Suite("endless") { Benchmark("limit") {}.timeLimit(.seconds(Int64.max)) }],
    "empty": [],
]
