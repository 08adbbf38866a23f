import Testing

@testable import Lab

@Suite("Compared inputs")
struct ComparedInputsTests {
    static let run: SyntheticRun = {
        var run = SyntheticRun(operations: [
            .init("list", allocations: 12), .init("order", seconds: 1e-3, allocations: 4),
        ])
        run.rounds = 4
        run.noise = 0.01
        return run
    }()

    private static func file(_ bytes: [UInt8], _ label: String) throws -> ResultFile {
        try withTemporaryFile(bytes) { try ResultFile(ResultInput(label: label, path: $0)) }
    }

    /// What a gate makes of two texts.
    private static func decide(base: [UInt8], head: [UInt8]) throws -> (decision: GateDecision, warnings: [String]) {
        try withTemporaryFile(base) { base in
            try withTemporaryFile(head) { head in
                let files = try [("base", base), ("head", head)].map {
                    try ResultFile(ResultInput(label: $0, path: $1), omittingDiagnostics: true)
                }
                let inputs = try ComparedInputs(files, grouping: Grouping(table: "", ignore: ".config"))
                let unpaired = inputs.unpaired(base: "base", head: "head")
                let decision = Gate.decide(
                    inputs.comparisons().map(\.comparison), missingFromHead: unpaired.missingFromHead,
                    newInHead: unpaired.newInHead, failures: inputs.failures(of: "head"),
                    baseFailures: inputs.failures(of: "base"))
                return (decision, inputs.warnings)
            }
        }
    }

    @Test("a run file cut off anywhere is an error, or warned of, and never makes a gate pass in silence")
    func truncatedRun() throws {
        let text = Self.run.text
        let whole = try Self.decide(base: text, head: text)
        #expect(whole.decision.status == .passed && whole.warnings.isEmpty && whole.decision.notes.isEmpty)
        var (refused, warned) = (0, 0)
        for length in 0..<text.count - 1 {
            let cut = Array(text.prefix(length))
            for (base, head) in [(cut, text), (text, cut)] {
                do {
                    let (decision, warnings) = try Self.decide(base: base, head: head)
                    #expect(!warnings.isEmpty, "cut at \(length)")
                    if base == text, decision.status == .passed {
                        // Head lacks rounds, but no metric.
                        #expect(decision.items.count == 4)
                    }
                    warned += 1
                } catch {
                    #expect("\(error)".contains("/tmp/"), "names the file")
                    refused += 1
                }
            }
        }
        #expect(refused > 100 && warned > 100)
        // Without its last line end, the last line is whole.
        #expect(try Self.decide(base: text, head: text.dropLast()).warnings.isEmpty)
    }

    @Test("Go benchmark text cut off anywhere is an error, or gives no value that the whole has not")
    func truncatedText() throws {
        var text = "goos: linux\ncpu: A B\nUnit allocs/op assume=exact\n"
        for round in 0..<6 {
            text +=
                "BenchmarkList-2 100 \(1_200 + round).5 ns/op 12 allocs/op\nBenchmarkOrder-2 7 9e\(round) ns/op 0 allocs/op\n"
        }
        let bytes = Array(text.utf8)
        func values(_ bytes: [UInt8]) throws -> [String: Set<Double>] {
            var values: [String: Set<Double>] = [:]
            try GoBenchmarkReader(contents: bytes, file: "x").forEachRecord { record in
                guard case .result(let result) = record else { return }
                for measurement in result.measurements {
                    values["\(result.name) \(measurement.unit)", default: []].insert(measurement.value)
                }
            }
            return values
        }
        let whole = try values(bytes)
        for length in 0..<bytes.count {
            let cut = Array(bytes.prefix(length))
            guard let read = try? values(cut) else { continue }
            for (key, values) in read {
                // Half a unit is another unit: it stands by itself, and is seen.
                guard let known = whole[key] else {
                    #expect(
                        try Self.decide(base: bytes, head: cut).decision.notes.contains { $0.contains("new in head") })
                    continue
                }
                #expect(values.isSubset(of: known), "cut at \(length)")
            }
            for (base, head) in [(cut, bytes), (bytes, cut)] { _ = try Self.decide(base: base, head: head) }
        }
    }

    @Test("bytes at random are refused or read, and never end the program", arguments: 0..<40)
    func garbled(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var text = seed.isMultiple(of: 2) ? Self.run.text : Array("goos: linux\nBenchmarkA-2 10 5 ns/op 3 B/op\n".utf8)
        for _ in 0..<8 {
            let place = Int.random(in: 0..<text.count, using: &random)
            text[place] = UInt8.random(in: 0...255, using: &random)
            if Bool.random(using: &random) { text.insert(contentsOf: text.prefix(place), at: place) }
        }
        _ = try? Self.decide(base: Self.run.text, head: text)
        _ = try? Self.decide(base: text, head: Self.run.text)
    }

    @Test("metrics that one side lacks are told by which side that is")
    func unpaired() throws {
        var timesOnly = Self.run
        for index in timesOnly.operations.indices { timesOnly.operations[index].allocations = nil }
        let metric = Metric.allocations
        let subjects = ["list", "order"].map { GateSubject(benchmark: $0, metric: metric) }
        #expect(try Self.decide(base: Self.run.text, head: timesOnly.text).decision.missingFromHead == subjects)
        #expect(try Self.decide(base: Self.run.text, head: timesOnly.text).decision.newInHead.isEmpty)
        #expect(try Self.decide(base: timesOnly.text, head: Self.run.text).decision.newInHead == subjects)
        #expect(try Self.decide(base: timesOnly.text, head: Self.run.text).decision.missingFromHead.isEmpty)
    }

    @Test("a file of one kind is told from the other by its first byte, whatever it is called")
    func kinds() throws {
        #expect(try Self.file(Self.run.text, "x").run != nil)
        #expect(try Self.file(Array("BenchmarkA 1 1 ns/op\n".utf8), "x").run == nil)
    }
}
