import Testing

@testable import Lab

@Suite("Reduced runs")
struct ReducedRunTests {
    /// A run with everything that a run file can have, a few lines long.
    static let text: [UInt8] = {
        let header = RunHeader(
            started: "2026-01-01T00:00:00Z", environment: SyntheticRun(operations: []).environment, revision: "abc",
            seed: 1, timeRounds: 3, countRounds: 1, sampleSeconds: 0.1, precision: 0.01,
            metricGroups: [.time, .allocs],
            benchmarks: [
                .init(name: "a/n=1", kind: .rate, tags: ["t"], throughput: .items(8)),
                .init(name: "b \"é\"", kind: .latency, tags: [], throughput: nil),
            ],
            metrics: [.wallTime, .allocations, .minorFaults, Metric("balance")])
        var lines = [header.json]
        var latencies = LatencyHistogram()
        for value in [100, 200, 5_000] { latencies.record(UInt64(value)) }
        for number in 0..<3 {
            var rate = RoundMeasurement(
                iterationsPerSample: 7, warmUp: .init(isSteady: true, iterations: 3, seconds: 0.5),
                series: [
                    .init(metric: .wallTime, samples: [3e-6, 1e-6, 2.5e-6, 1.25e-6 * Double(number + 1)]),
                    .init(metric: .minorFaults, samples: [Double(number)]),
                    .init(metric: Metric("balance"), samples: [-1.5, 0.25, -0.0]),
                ])
            rate.startUpSeconds = 0.0125
            let key = Round.Key(benchmark: "a/n=1", number: number, pass: .time)
            lines.append(
                Round(key: key, outcome: .measured(rate), disturbance: .init(others: 0.25, stolen: 0)).json)
            var latency = RoundMeasurement(
                iterationsPerSample: 1, warmUp: nil, series: [.init(metric: .wallTime, samples: [1e-3, 2e-3])])
            latency.latencies = latencies
            latency.notes = ["a note"]
            lines.append(
                Round(
                    key: .init(benchmark: "b \"é\"", number: number, pass: .time),
                    outcome: number == 2
                        ? .failed(.init(.threw, detail: "why", output: "so far")) : .measured(latency)
                ).json)
        }
        for name in ["a/n=1", "b \"é\""] {
            let counts = RoundMeasurement(
                iterationsPerSample: 1, warmUp: nil, series: [.init(metric: .allocations, samples: [4, 4, 5, 4])])
            lines.append(
                Round(key: .init(benchmark: name, number: 0, pass: .count), outcome: .measured(counts)).json)
        }
        return Array(lines.map { $0.text() + "\n" }.joined().utf8)
    }()

    /// All that a comparison takes from a run.
    private struct Content: Equatable {
        var results: [String] = []
        var failures: [String]
        var warnings: [String]
        var activity: MachineActivity

        /// The first line in which the two differ; nil if they are equal.
        func difference(from other: Content) -> String? {
            if self == other { return nil }
            let pairs = zip(results + failures + warnings, other.results + other.failures + other.warnings)
            return pairs.first { $0 != $1 }.map { "\($0) and not \($1)" } ?? "other counts"
        }

        init(_ run: ReducedRun) {
            failures = run.failures.map { "\($0.benchmark.name) \($0.failure)" }
            warnings = run.warnings
            activity = run.activity
            run.forEachRecord(label: "x") { record in
                switch record {
                case .result(let result):
                    let values = result.measurements.map { "\($0.value.bitPattern) \($0.unit)" }
                    results.append("\(result.name) \(result.tags) \(result.configuration.entries) \(values)")
                case .unit(let entry, _): results.append("\(entry)")
                case .warning(let warning): results.append("\(warning)")
                }
            }
        }
    }

    /// The lines as they are, and laid out as another program might.
    enum Layout: CaseIterable {
        case asWritten, spacedAndEscaped, carriageReturns

        var text: [UInt8] {
            let text = String(decoding: ReducedRunTests.text, as: UTF8.self)
            switch self {
            case .asWritten: return ReducedRunTests.text
            case .spacedAndEscaped:
                return Array(
                    text.replacing("\":", with: "\" :\t").replacing(",\"", with: " , \"")
                        .replacing("a/n=1", with: "a\\/n=\\u0031").replacing("sec/op", with: "sec\\/op").utf8)
            case .carriageReturns: return Array(text.replacing("\n", with: "\r\n").utf8)
            }
        }
    }

    @Test(
        "what is read without the samples is what the whole run comes to", arguments: Layout.allCases, [true, false])
    func equality(layout: Layout, omitsDiagnostics: Bool) throws {
        let read = try ReducedRun(contents: layout.text, file: "x", omittingDiagnostics: omitsDiagnostics)
        let whole = ReducedRun(try Run(contents: layout.text, file: "x"), omittingDiagnostics: omitsDiagnostics)
        #expect(Content(read).difference(from: Content(whole)) == nil)
        let plain = try ReducedRun(contents: Self.text, file: "x", omittingDiagnostics: omitsDiagnostics)
        #expect(Content(read).difference(from: Content(plain)) == nil)
        #expect(read.failures.count == 1)
        #expect(read.roundCount == 8 && read.measuredCount == 7)
    }

    @Test("a round's value is the median of a time's samples and the mean of a count's")
    func values() throws {
        var values: [String: [Double]] = [:]
        try ReducedRun(contents: Self.text, file: "x").forEachRecord(label: "x") { record in
            guard case .result(let result) = record, result.name == "a/n=1" else { return }
            for measurement in result.measurements {
                values[measurement.unit.name, default: []].append(measurement.value)
            }
        }
        #expect(values["sec/op"] == [(1.25e-6 + 2.5e-6) / 2, 2.5e-6, (2.5e-6 + 3e-6) / 2])
        #expect(values["allocs/op"] == [4.25])
        #expect(values["balance"] == [-0.0, -0.0, -0.0])
        #expect(values["start-up-sec"] == [0.0125, 0.0125, 0.0125])
        let times = values["sec/op"] ?? []
        #expect(values[Throughput.items(8).metric.unit.name] == times.map { 8 / $0 })
    }

    @Test("a round whose samples have no iterations is refused")
    func noIterations() throws {
        let text = String(decoding: Self.text, as: UTF8.self)
            .split(separator: #""iterations":7"#, omittingEmptySubsequences: false)
            .joined(separator: #""iterations":0"#)
        #expect(throws: RunFileError.self) { try ReducedRun(contents: Array(text.utf8), file: "x") }
    }

    /// What a comparison does not look at, so that it may be wrong.
    private static let unused = ["warmUp", "latencies", "notes", "iterations", "minor-faults"]

    @Test(
        "whatever is done to a file, it is refused as by the thorough reader, or read alike", arguments: [true, false])
    func mutations(omitsDiagnostics: Bool) throws {
        var random = SplitMix64(seed: 20)
        let interesting = Array("\"\\{}[],:0-.eEnNItf \n\u{1}".utf8) + [0xFF, 0x80]
        var (readAlike, refusedAlike) = (0, 0)
        let body = try #require(Self.text.firstIndex(of: UInt8(ascii: "\n")))
        for place in body..<Self.text.count {
            var text = Self.text
            let byte = interesting.randomElement(using: &random) ?? 0
            switch Int.random(in: 0..<3, using: &random) {
            case 0: text.remove(at: place)
            case 1: text[place] = byte
            default: text.insert(byte, at: place)
            }
            let read = Result { try ReducedRun(contents: text, file: "x", omittingDiagnostics: omitsDiagnostics) }
            let whole = Result { try Run(contents: text, file: "x") }
            switch (read, whole) {
            case (.success(let read), .success(let whole)):
                readAlike += 1
                let difference = Content(read).difference(
                    from: Content(ReducedRun(whole, omittingDiagnostics: omitsDiagnostics)))
                #expect(difference == nil)
            case (.failure(let error), .failure(let wholeError)):
                refusedAlike += 1
                #expect("\(error)" == "\(wholeError)")
            case (.success, .failure(let error)):
                let field = (error as? RunFileError)?.field ?? "\(error)"
                #expect(Self.unused.contains { field.contains($0) } || field.contains("not UTF-8"), "\(error)")
            case (.failure(let error), .success):
                Issue.record("read as a whole, but not reduced: \(error)")
            }
        }
        #expect(readAlike > 100 && refusedAlike > 500)
    }

    @Test("what comes first does not depend on the order in which rounds were measured")
    func timesFirst() throws {
        let lines = SyntheticRun(operations: [.init("a", allocations: 1)]).text.split(separator: UInt8(ascii: "\n"))
        let text = ([lines[0]] + lines.dropFirst().reversed()).flatMap { $0 + [UInt8(ascii: "\n")] }
        var units: [String] = []
        try ReducedRun(contents: text, file: "x").forEachRecord(label: "x") { record in
            if case .result(let result) = record { units += result.measurements.map(\.unit.name) }
        }
        #expect(units == Array(repeating: "sec/op", count: 10) + Array(repeating: "allocs/op", count: 2))
    }

    @Test("a run of ten thousand rounds, shuffled, has each benchmark's rounds together and in the header's order")
    func order() throws {
        var random = SplitMix64(seed: 3)
        let lines = SyntheticRun.text(benchmarks: 1_000, rounds: 10, seed: 1).split(separator: UInt8(ascii: "\n"))
        let shuffled = [lines[0]] + lines.dropFirst().shuffled(using: &random)
        var names: [String] = []
        try ReducedRun(contents: Array(shuffled.joined(separator: [UInt8(ascii: "\n")])), file: "x")
            .forEachRecord(label: "x") { record in
                if case .result(let result) = record { names.append(result.name.full) }
            }
        #expect(names == (0..<10_000).map { "synthetic/work/n=\($0 / 10)" })
    }
}
