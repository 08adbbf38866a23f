import Testing

@testable import Lab

@Suite("Numbers in reasons")
struct NotationTests {
    @Test("changes have a sign and one digit, or two below 1 %")
    func changes() {
        let expected: [(Double, String)] = [
            (0.079, "+7.9 %"), (-0.0123, "−1.2 %"), (0, "0 %"), (0.0005, "+0.05 %"), (-0.00001, "0 %"), (1, "+100 %"),
            (.infinity, "+∞"), (-.infinity, "−∞"), (.nan, "?"), (-0.0, "0 %"), (12.3456, "+1234.6 %"),
        ]
        for (share, text) in expected { #expect(Notation.change(share) == text) }
    }

    @Test("p-values keep three significant digits, counts all of theirs")
    func values() {
        #expect(Notation.short(0.0123456) == "0.0123")
        #expect(Notation.short(1.0825088e-5) == "1.08e-05")
        #expect(Notation.short(0) == "0")
        #expect(Notation.short(1) == "1")
        #expect(Notation.short(.leastNonzeroMagnitude) == "5e-324")
        #expect(Notation.plain(123_456_789) == "123456789")
        #expect(Notation.plain(0.95) == "0.95")
        #expect(Notation.plain(1e300) == "1e+300")
        #expect(Notation.plain(.nan) == "nan")
    }

    @Test("an interval that straddles the threshold reads as a sentence")
    func sentence() {
        let reason = UnresolvedReason.straddles(
            ChangeInterval(low: -0.012, high: 0.079, confidence: 0.95), threshold: 0.05)
        #expect(reason.description == "interval −1.2 % … +7.9 % straddles ±5 %")
    }
}
