import Glibc
import Lab

/// The axis of times in a plot of percentiles: from zero, or by powers of ten where times differ by more than that shows.
struct LatencyAxis: Sendable {
    struct Tick: Sendable {
        let seconds: Double
        let label: String
    }

    let ticks: [Tick]
    private let low: Double
    private let high: Double
    private let isLogarithmic: Bool

    /// From this ratio of the greatest to the least time on, a linear axis would show the greatest only.
    private static let logarithmicFrom = 10.0

    /// - Parameters: seconds; a time of zero counts as half a nanosecond, the least that a clock could tell.
    /// - Returns: nil for what is no time.
    init?(least: Double, greatest: Double) {
        let least = max(least, 0.5e-9)
        guard greatest.isFinite, greatest >= 0 else { return nil }
        if greatest / least < Self.logarithmicFrom {
            guard let axis = LinearAxis(covering: [0, max(greatest, 1e-9)], unit: "sec") else { return nil }
            isLogarithmic = false
            (low, high) = (0, axis.high)
            ticks = axis.ticks.filter { $0 >= 0 }.map { Tick(seconds: $0, label: axis.label($0)) }
        } else {
            isLogarithmic = true
            (low, high) = (log10(least) - 0.1, log10(greatest) + 0.1)
            ticks = Self.powers(from: low, to: high)
        }
    }

    /// 1, 10, 100 and so on; with 2 and 5 between them where that leaves fewer than three.
    private static func powers(from low: Double, to high: Double) -> [Tick] {
        let exponents = Int(low.rounded(.down))...Int(high.rounded(.up))
        func ticks(_ factors: [Double]) -> [Tick] {
            exponents.flatMap { exponent in
                factors.map { $0 * pow(10, Double(exponent)) }
            }
            .filter { (low...high).contains(log10($0)) }
            .map { Tick(seconds: $0, label: label($0)) }
        }
        let powers = ticks([1])
        return powers.count < 3 ? ticks([1, 2, 5]) : powers
    }

    /// The number has one digit that counts, whatever its scale: `20 µs`.
    private static func label(_ seconds: Double) -> String {
        var scale = UnitScale(fitting: CollectionOfOne(seconds), prefixes: .decimal)
        scale.digits = seconds < 0.999e-9 ? 1 : 0
        return "\(scale.format(seconds).dropLast(scale.prefix.count))\u{A0}\(scale.prefix)s"
    }

    /// 0 at the low end, 1 at the high end.
    func position(_ seconds: Double) -> Double {
        let value = isLogarithmic ? log10(max(seconds, 0.5e-9)) : seconds
        return min(max((value - low) / (high - low), 0), 1)
    }
}
