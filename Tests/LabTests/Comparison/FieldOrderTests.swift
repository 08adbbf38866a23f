import Testing

@testable import Lab

@Suite("Comparison: order of values")
struct FieldOrderTests {
    @Test(
        "a number is found in a value, with its prefix",
        arguments: [
            ("12", 12), ("-1.5e3", -1500), ("2k", 2000), ("2K", 2000), ("1Mi", 1_048_576), ("4KiB", 4096), ("3GB", 3e9),
            ("size512x", 512), ("1.5M", 1.5e6), ("7b", 7),
        ])
    func numbers(text: String, expected: Double) {
        #expect(FieldOrder.number(in: text) == expected)
    }

    @Test("values without a number have none", arguments: ["", "json", ".", "1.2.3", "k"])
    func noNumber(text: String) {
        #expect(FieldOrder.number(in: text) == nil)
    }

    @Test("numbers sort by size, before NaN and before what is no number")
    func numeric() {
        let values = ["json", "1Mi", "NaN", "64", "1k", "0.5"]
        let sorted = values.sorted { FieldOrder.numeric.compare($0, $1, firstSeen: [:]) < 0 }
        #expect(sorted == ["0.5", "64", "1k", "1Mi", "NaN", "json"])
    }

    @Test("alphabetic order is that of the bytes")
    func alphabetic() {
        let sorted = ["b", "é", "B", "a", "ab"].sorted { FieldOrder.alphabetic.compare($0, $1, firstSeen: [:]) < 0 }
        #expect(sorted == ["B", "a", "ab", "b", "é"])
    }
}
