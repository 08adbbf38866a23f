import Testing

@testable import Lab

@Suite("Results: Go benchmark text")
struct GoBenchmarkReaderTests {
    @Test("a result line gives name, iterations and values in base units")
    func resultLine() throws {
        let read = RecordedResults(text: "BenchmarkEncode/format=json-8   \t 690848\t1726 ns/op  312.5 MB/s 16 B/op\n")
        let result = try #require(read.results.first)
        #expect(read.results.count == 1)
        #expect(result.name == "Encode/format=json-8")
        #expect(result.iterations == 690_848)
        #expect(result.file == "t.txt")
        #expect(result.position == SourcePosition(file: "t.txt", line: 1))
        #expect(
            result.measurements == [
                .init(1726 * 1e-9, "sec/op", originalUnit: "ns/op"),
                .init(312.5 * 1e6, "B/s", originalUnit: "MB/s"),
                .init(16, "B/op"),
            ])
    }

    @Test("configuration holds for the results that follow, until it changes or ends")
    func configuration() {
        let read = RecordedResults(
            text: """
                goos: linux
                cpu:  Fast CPU: 2 GHz\u{20}
                BenchmarkA 1 1 x
                goos: darwin
                cpu:
                note:\t
                BenchmarkB 1 1 x
                """)
        #expect(
            read.results.map(\.configuration) == [
                ["goos": "linux", "cpu": "Fast CPU: 2 GHz "], ["goos": "darwin"],
            ])
    }

    @Test(
        "lines that only look like configuration are passed over",
        arguments: [
            "Key: value", "http://example.org", "two words: x", "key:value", "kEy: x", ": x", "PASS", "ok  \tpkg\t1.2s",
            "--- FAIL: x", "größeX: 1", "9lives: x",
        ])
    func notConfiguration(line: String) {
        let read = RecordedResults(text: "\(line)\nBenchmarkA 1 1 x\n")
        #expect(read.results.map(\.configuration) == [[:]])
        #expect(read.warnings.isEmpty)
    }

    @Test("keys may have small letters of any script")
    func unicodeKey() {
        #expect(RecordedResults(text: "größe: 1\nBenchmarkA 1 1 x\n").results.first?.configuration["größe"] == "1")
    }

    @Test("unit metadata is read in tidied units")
    func units() {
        let read = RecordedResults(
            text: "Unit ns/frame assume=nothing better=lower\nUnit size assume=exact tool=x\nBenchmarkA 1 1 size\n")
        #expect(
            read.units == [
                .init("sec/frame", .kind(.statistical)), .init("sec/frame", .better(.lowerIsBetter)),
                .init("size", .kind(.exact)),
            ])
        #expect(read.warnings.isEmpty)
    }

    @Test(
        "a line that cannot be read is left out with a warning that names it and the field",
        arguments: [
            ("BenchmarkX 12x 1 ns/op", "'12x' is no iteration count"),
            ("BenchmarkX -1 1 ns/op", "'-1' is no iteration count"),
            ("BenchmarkX ", "no iteration count behind the name"), ("BenchmarkX 1", "no measurements"),
            ("BenchmarkX 1 fast ns/op", "'fast' is no number"), ("BenchmarkX 1 5", "no unit behind '5'"),
            ("BenchmarkX 1 5 ns/op 6", "no unit behind '6'"),
            ("BenchmarkX 99999999999999999999 5 ns/op", "'99999999999999999999' is no iteration count"),
            ("Unit", "no unit behind 'Unit'"), ("Unit x exact", "'exact' is not of the form key=value"),
            ("Unit x assume=maybe", "unit x: assume is 'exact' or 'nothing', not 'maybe'"),
            ("Unit x better=up", "unit x: better is 'higher' or 'lower', not 'up'"),
        ])
    func warning(line: String, message: String) {
        let read = RecordedResults(text: "\nBenchmarkA 1 1 x\n\(line)\nBenchmarkB 1 2 x\n")
        #expect(read.results.map(\.name) == ["A", "B"])
        #expect(read.warnings == ["t.txt:3: \(message)"])
        #expect(read.error == nil)
    }

    @Test("the name alone, as printed when a benchmark starts, is nothing to warn about")
    func startLine() {
        let read = RecordedResults(text: "BenchmarkA\nBenchmarkA 1 1 x\n")
        #expect(read.results.count == 1)
        #expect(read.warnings.isEmpty)
    }

    @Test(
        "a value that is not finite is an error with file, line and field",
        arguments: ["NaN", "inf", "-Inf", "1e999", "+Infinity"])
    func notFinite(text: String) {
        let read = RecordedResults(text: "BenchmarkA 1 1 ns/op\nBenchmarkA 1 3 B/op \(text) ns/op\n")
        #expect(read.error == .notFinite(SourcePosition(file: "t.txt", line: 2), field: "ns/op", text: text))
        #expect(
            read.error?.description
                == "t.txt:2: ns/op is '\(text)', which is no finite number; remove the line or measure again")
    }

    @Test("a negative time is an error, another negative value is not")
    func negative() {
        #expect(
            RecordedResults(text: "BenchmarkA 1 -5 p50-ns/op").error
                == .negativeTime(SourcePosition(file: "t.txt", line: 1), field: "p50-ns/op", text: "-5"))
        #expect(RecordedResults(text: "BenchmarkA 1 -5 celsius").results.first?.measurements == [.init(-5, "celsius")])
    }

    @Test("zero times are in base units, too")
    func zero() {
        #expect(RecordedResults(text: "BenchmarkA 1 0 ns/op").results.first?.measurements.first?.unit == "sec/op")
    }

    @Test(
        "a file without results is an error, not an empty success",
        arguments: [
            "", "\n", "PASS\n", "goos: linux\n", "BenchmarkA\n", "\u{0}\u{1}\u{2}binary\u{FF}", "BenchmarkA 1 x y\n",
        ])
    func noResults(text: String) {
        #expect(RecordedResults(text: text).error == .noResults(file: "t.txt"))
    }

    @Test("a line of a megabyte is read, whatever is in it")
    func longLines() throws {
        let long = String(repeating: "x", count: 1 << 20)
        let text =
            "BenchmarkA/\(long) 1 5 ns/op\n\(long)\n\(long): v\nBenchmarkB 1 \(long) ns/op\nBenchmarkC 1 1 \(long)\n"
        for read in [
            RecordedResults(text: text),
            try withTemporaryFile(Array(text.utf8)) {
                RecordedResults(GoBenchmarkReader(ResultInput(label: "t.txt", path: $0)))
            },
        ] {
            #expect(read.results.map(\.name.base) == ["A", "C"])
            #expect(read.results.first?.name.full.utf8.count == (1 << 20) + 2)
            #expect(read.warnings.count == 1)
            #expect(read.warnings.allSatisfy { $0.utf8.count < 200 })
        }
    }

    @Test("a file cut at any byte is read up to there, or is a typed error")
    func truncated() {
        let text = """
            Unit size assume=exact\r
            goos: linux
            BenchmarkA/k=v-8 10 12.5 ns/op 16 B/op 1e3 MB/s
            größe: ä
            BenchmarkB 5 0.25 sec/op\u{A0}7 size
            note:
            PASS

            """
        let bytes = Array(text.utf8)
        for length in 0...bytes.count {
            let read = RecordedResults(GoBenchmarkReader(contents: bytes[..<length], file: "t.txt"))
            #expect(read.results.count <= 2)
            #expect(read.error == nil || read.error == .noResults(file: "t.txt"))
            #expect((read.error == nil) == !read.results.isEmpty)
            #expect(read.results.count < 2 || read.results[0].measurements[0].value == 12.5 * 1e-9)
            #expect(!read.warnings.contains { $0.hasPrefix("unexpected") })
        }
    }

    @Test("any garbage is either read with warnings or a typed error")
    func garbage() {
        var random = SystemIndependentBytes(state: 42)
        let pieces = [
            "Benchmark", "Unit ", "A", " ", "\t", "\n", "1", "ns/op", "-", "e", ".", ":", "=", "inf", "\u{2003}", "\0",
        ]
        for _ in 0..<3000 {
            var bytes: [UInt8] = []
            for _ in 0..<random.next(40) {
                if random.next(4) == 0 {
                    bytes.append(UInt8(random.next(256)))
                } else {
                    bytes += Array(pieces[random.next(pieces.count)].utf8)
                }
            }
            let read = RecordedResults(GoBenchmarkReader(contents: bytes, file: "t.txt"))
            #expect(read.error != nil || !read.results.isEmpty)
            #expect(read.results.allSatisfy { $0.measurements.allSatisfy(\.value.isFinite) })
        }
    }
}

/// A seeded stream of numbers, so that garbage is the same garbage in every run.
private struct SystemIndependentBytes {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
