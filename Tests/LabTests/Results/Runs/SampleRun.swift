@testable import Lab

/// A small run with something of everything that a run file may hold.
enum SampleRun {
    static let header: RunHeader = {
        var header = RunHeader(
            started: "2026-01-02T03:04:05Z",
            environment: RunEnvironment(
                cpu: "A \"processor\" (family 6)", cores: 2, memory: 1 << 33, kernel: "6.1.0", architecture: "x86_64",
                operatingSystem: "Debian", toolchain: "Swift version 6.3.1 (swift-6.3.1-RELEASE)", build: "release"),
            revision: "0123456789ab+", seed: .max, timeRounds: 2, countRounds: 1, sampleSeconds: 0.25, precision: 0.01,
            metricGroups: [.time, .allocs],
            benchmarks: [
                .init(name: "s/a/n=1", kind: .rate, tags: ["x", "é"], throughput: .bytes(10)),
                .init(name: "s/b", kind: .latency, tags: [], throughput: .items(1)),
            ],
            metrics: Metric.measuredByTheLab + [Metric("balance", .higherIsBetter)])
        header.reason = "why\nit was kept"
        return header
    }()

    static let rounds: [Round] = {
        var measured = RoundMeasurement(
            iterationsPerSample: 1_000, warmUp: .init(isSteady: true, iterations: 5_000, seconds: 0.0625),
            series: [
                .init(metric: .wallTime, samples: [1.5e-6, 0.1, .leastNonzeroMagnitude, 1.7976931348623157e308]),
                .init(metric: Metric("balance", .higherIsBetter), samples: [-2.5]),
            ])
        measured.startUpSeconds = 0.0123
        measured.notes = ["a note with \u{0} and \"quotes\""]
        let counted = RoundMeasurement(
            iterationsPerSample: 1, warmUp: nil,
            series: [
                .init(metric: .allocations, samples: [3, 3]),
                .init(metric: .allocatedBytes, samples: [9_007_199_254_740_991]),
            ])
        let failure = RoundFailure(
            .crashed, detail: "signal 11 (SIGSEGV)", output: "last\twords\r\n\u{1B}[0m \u{FFFD} 😀")
        return [
            Round(key: .init(benchmark: "s/b", number: 0, pass: .time), outcome: .failed(failure)),
            Round(key: .init(benchmark: "s/a/n=1", number: 0, pass: .time), outcome: .measured(measured)),
            Round(key: .init(benchmark: "s/a/n=1", number: 0, pass: .count), outcome: .measured(counted)),
            Round(
                key: .init(benchmark: "s/b", number: 0, pass: .count),
                outcome: .failed(RoundFailure(.timedOut, detail: "no result"))),
            Round(key: .init(benchmark: "s/a/n=1", number: 1, pass: .time), outcome: .measured(measured)),
            Round(
                key: .init(benchmark: "s/b", number: 1, pass: .time),
                outcome: .failed(RoundFailure(.skipped, detail: "two had failed"))),
        ]
    }()

    /// The lines of its file, without their ends.
    static let lines = [header.json.text()] + rounds.map { $0.json.text() }

    /// Its file.
    static let text = Array(lines.map { $0 + "\n" }.joined().utf8)

    /// A smaller file, for tests that read one very often: a header of one metric, and two rounds.
    static let smallText: [UInt8] = {
        var small = header
        small.metrics = [.wallTime]
        small.benchmarks = [.init(name: "s/b", kind: .rate, tags: [], throughput: nil)]
        small.countRounds = 0
        let rounds = (0..<2).map { number in
            let measurement = RoundMeasurement(
                iterationsPerSample: 7, warmUp: nil, series: [.init(metric: .wallTime, samples: [1.5e-6, 2e-6])])
            return Round(key: .init(benchmark: "s/b", number: number, pass: .time), outcome: .measured(measurement))
        }
        return Array(([small.json] + rounds.map(\.json)).map { $0.text() + "\n" }.joined().utf8)
    }()
}
