import Testing

@testable import Lab

@Suite("Units: numbers")
struct NumberNotationTests {
    @Test(
        "a number is written with its shortest digits, in the layout that Go prints",
        arguments: [
            (0, "0"), (1, "1"), (-1.5, "-1.5"), (100000, "100000"), (1e+06, "1e+06"), (1.234567e+06, "1.234567e+06"),
            (123456.5, "123456.5"), (1e+20, "1e+20"), (1e+21, "1e+21"), (0.0001, "0.0001"), (1e-05, "1e-05"),
            (1.25e-07, "1.25e-07"), (.leastNonzeroMagnitude, "5e-324"),
            (1.7976931348623157e+308, "1.7976931348623157e+308"),
            (0.1, "0.1"), (1.0 / 3, "0.3333333333333333"), (-0.0, "-0"), (.infinity, "+Inf"), (-.infinity, "-Inf"),
            (.nan, "NaN"),
        ])
    func shortest(value: Double, expected: String) {
        #expect(shortestDecimal(value) == expected)
    }

    @Test("a number read back from its shortest form is the same number")
    func roundTrip() {
        var state: UInt64 = 7
        for _ in 0..<2000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let value = Double(bitPattern: state)
            guard value.isFinite else { continue }
            #expect(Double(shortestDecimal(value)) == value)
        }
    }

    @Test("fixed digits are rounded from the exact binary value, halves to even")
    func fixed() {
        #expect(fixedPoint(0.125, digits: 2) == "0.12")
        #expect(fixedPoint(0.375, digits: 2) == "0.38")
        #expect(fixedPoint(1.005, digits: 2) == "1.00")
        #expect(fixedPoint(.greatestFiniteMagnitude, digits: 20).utf8.count == 330)
        #expect(formatChange(0.05204) == "+5.20%")
        #expect(formatChange(-0.00001) == "-0.00%")
    }
}
