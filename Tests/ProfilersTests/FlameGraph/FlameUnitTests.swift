import Testing

@testable import Profilers

@Suite("Values in a flame graph")
struct FlameUnitTests {
    @Test(
        "values are in the largest unit that leaves at least one",
        arguments: [
            ("nanoseconds", 999, "999 ns"), ("nanoseconds", 1_500, "1.50 µs"), ("nanoseconds", 12_340_000, "12.3 ms"),
            ("nanoseconds", 123_400_000_000, "123 s"), ("bytes", 1_024, "1.00 KiB"), ("bytes", 5 << 20, "5.00 MiB"),
            ("bytes", 1_000, "1,000 B"), ("count", 1_234_567, "1,234,567 samples"),
            ("count", -12_345, "-12,345 samples"),
            ("microseconds", 2_500_000, "2.50 s"), ("widgets", 3, "3 widgets"), ("nanoseconds", -1_500, "-1.50 µs"),
        ] as [(String, Int64, String)])
    func text(unit: String, value: Int64, text: String) {
        #expect(FlameUnit(SampleType("samples", unit: unit)).text(value) == text)
    }

    @Test("the change's colour grows with the points, to either side")
    func change() {
        #expect(
            [-9, -2, -0.3, -0.05, 0, 0.05, 0.1, 0.5, 4.9, 5].map(FlameChange.level) == [
                -4, -3, -1, 0, 0, 0, 1, 2, 3, 4,
            ])
        #expect(FlameChange.levels.map(FlameChange.title).first == "−5 and more")
    }

    @Test("every text on a frame has a contrast of at least 4.5 to 1 (WCAG 2.1, 1.4.3)")
    func contrast() {
        for colours in [FlamePalette.light, FlamePalette.dark] {
            for fill in colours.origins.joined() + colours.changes {
                #expect(Self.contrast(fill, colours.text) >= 4.5, "\(colours.text) on \(fill)")
            }
            #expect(Self.contrast(colours.whole, colours.ink) >= 4.5)
            #expect(Self.contrast(colours.paper, colours.quiet) >= 4.5)
        }
    }

    private static func contrast(_ first: String, _ second: String) -> Double {
        let (one, other) = (luminance(first), luminance(second))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Relative luminance as WCAG defines it.
    private static func luminance(_ colour: String) -> Double {
        let number = UInt32(colour.dropFirst(), radix: 16) ?? 0
        let parts = [16, 8, 0].map { shift -> Double in
            let part = Double(number >> UInt32(shift) & 0xFF) / 255
            // (x + 0.055) / 1.055 to the power of 2.4, by logarithms that the standard library lacks: a table would do as well.
            return part <= 0.04045 ? part / 12.92 : power((part + 0.055) / 1.055)
        }
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }

    /// The number to the power of 2.4: squared, times its fifth root squared.
    private static func power(_ value: Double) -> Double {
        var root = 1.0
        for _ in 0..<60 { root -= (root * root * root * root * root - value) / (5 * root * root * root * root) }
        return value * value * root * root
    }
}
