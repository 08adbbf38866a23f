import Testing

@testable import Lab

/// Expected values are those of the package that benchstat reads units with.
@Suite("Units: notation")
struct UnitNotationTests {
    @Test(
        "ns and MB become base units in the numerator, and stay as they are in the denominator",
        arguments: [
            ("ns/op", "sec/op", 1e-9, UnitPrefixes.decimal), ("MB/s", "B/s", 1e6, .binary),
            ("ns", "sec", 1e-9, .decimal),
            ("B/op", "B/op", 1, .binary), ("p50-ns/op", "p50-sec/op", 1e-9, .decimal),
            ("ns/ns", "sec/ns", 1e-9, .decimal), ("B/ns", "B/ns", 1, .binary), ("ns*MB/op", "sec*B/op", 1e-3, .binary),
            ("MB-ns", "B-sec", 1e-3, .binary), ("text-MB*ns", "text-B*sec", 1e-3, .binary),
            ("bytes/op", "bytes/op", 1, .binary), ("MB", "B", 1e6, .binary), ("GC-ns/MB", "GC-sec/MB", 1e-9, .decimal),
            ("xns/op", "xns/op", 1, .decimal), ("op/s", "op/s", 1, .decimal), ("a/b*MB", "a/b*B", 1e6, .binary),
        ])
    func tidied(unit: String, expected: String, factor: Double, prefixes: UnitPrefixes) {
        let tidied = BenchmarkUnit(unit).tidied
        #expect(tidied.unit.name == expected)
        #expect(abs(tidied.factor / factor - 1) < 1e-15)
        #expect(tidied.unit.prefixes == prefixes)
    }

    @Test("a unit of several bytes a character keeps its text around the edit")
    func unicode() {
        #expect(BenchmarkUnit("größe-MB/µop").tidied.unit.name == "größe-B/µop")
    }

    @Test("units are told apart as times, rates and neither")
    func classes() {
        #expect(["sec/op", "user-sec/op", "p99-ns", "ms/op"].allSatisfy { BenchmarkUnit($0).isTime })
        #expect(!["B/op", "op/s", "B/ns", "sections"].contains { BenchmarkUnit($0).isTime })
        #expect(["op/s", "B/s", "frames/sec"].allSatisfy { BenchmarkUnit($0).isRate })
        #expect(!["sec/op", "s/op", "widgets"].contains { BenchmarkUnit($0).isRate })
    }

    @Test("names that are only separators have no parts", arguments: ["", "/", "-*/ "])
    func empty(name: String) {
        #expect(BenchmarkUnit(name).tokens.isEmpty)
        #expect(BenchmarkUnit(name).tidied.unit.name == name)
    }
}
