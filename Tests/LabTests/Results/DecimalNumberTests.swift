import Testing

@testable import Lab

@Suite("Results: decimal numbers")
struct DecimalNumberTests {
    private func parse(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBytes { parseDecimal($0) }
    }

    @Test(
        "numbers of every form are read",
        arguments: [
            ("0", 0), ("1523", 1523), ("52.1", 52.1), ("+.5", 0.5), ("5.", 5), ("-12.5e3", -12500), ("1E-7", 1e-7),
            ("9007199254740993", 9_007_199_254_740_992), ("123456789012345678901234567890", 1.2345678901234568e29),
            ("1e22", 1e22), ("1e23", 1e23), ("4.9e-324", .leastNonzeroMagnitude), ("1e-400", 0),
            ("000000000000000000000012.50", 12.5),
        ])
    func valid(text: String, expected: Double) {
        #expect(parse(text) == expected)
    }

    @Test(
        "what is no decimal number is refused",
        arguments: ["", ".", "-", "e5", "1e", "1e+", "1.2.3", "0x10", "1_000", "12x", " 1", "1 ", "nano", "infinite"])
    func invalid(text: String) {
        #expect(parse(text) == nil)
    }

    @Test("numbers that are not finite come back as such")
    func notFinite() {
        #expect(parse("NaN")?.isNaN == true)
        #expect(parse("-Inf") == -.infinity)
        #expect(parse("+infinity") == .infinity)
        #expect(parse("1e999") == .infinity)
    }

    @Test("every double reads back from its shortest digits, and the fast path agrees with the library")
    func exact() {
        var state: UInt64 = 1
        for round in 0..<5000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: state)
            if value.isFinite { #expect(parse(value.description) == value) }
            let text = "\(state >> (12 + UInt64(round % 40))).\(state % 1000)e\(Int(state % 60) - 30)"
            #expect(parse(text) == Double(text))
        }
    }
}
