import Glibc
import Lab

/// An axis from values to places, with ticks at round numbers.
struct LinearAxis: Sendable {
    let low: Double
    let high: Double
    /// In ascending order, all of them on the axis.
    let ticks: [Double]
    private let scale: UnitScale
    private let unit: BenchmarkUnit

    /// An axis on which all of `values` lie with some room at both ends.
    ///
    /// - Parameter wantedTicks: About how many ticks; there are at most as many.
    /// - Returns: nil without values, or where they lie too far apart to be told from infinity.
    init?(covering values: [Double], unit: BenchmarkUnit, wantedTicks: Int = 6) {
        guard let least = values.min(), let greatest = values.max() else { return nil }
        let magnitude = max(abs(least), abs(greatest))
        // Below a millionth of the value, what is left is the rounding of the numbers.
        let span = max(greatest - least, magnitude * 1e-6)
        let room = span > magnitude * 2e-6 ? span * 0.04 : magnitude > 0 ? magnitude * 0.02 : 1
        low = least - room
        high = greatest + room
        guard (high - low).isFinite, high > low, magnitude < 1e300, (high - low) > 1e-300 else { return nil }
        var scale = UnitScale(fitting: CollectionOfOne(max(abs(low), abs(high))), prefixes: unit.prefixes)
        // Round in what the labels say: 2 KiB is a round number, 2,000 B is 1.953 KiB.
        let step = Self.step(for: (high - low) / scale.factor / Double(wantedTicks))
        var ticks: [Double] = []
        var number = (low / scale.factor / step).rounded(.up)
        while number * step * scale.factor <= high {
            ticks.append(number * step * scale.factor)
            number += 1
        }
        self.ticks = ticks
        self.unit = unit
        scale.digits = max(0, min(9, Int((-log10(step) - 1e-9).rounded(.up))))
        self.scale = scale
    }

    /// The least of 1, 2 and 5 times a power of ten that is not below `width`.
    private static func step(for width: Double) -> Double {
        let power = pow(10, log10(width).rounded(.down))
        return [1, 2, 5].map { $0 * power }.first { $0 >= width * 0.999_999 } ?? 10 * power
    }

    /// Where a value lies, 0 at the axis's low end and 1 at its high end.
    func share(_ value: Double) -> Share { Share(position(value)) }

    func position(_ value: Double) -> Double { (value - low) / (high - low) }

    /// The text at a tick: as many digits as tell it from the next, with prefix and symbol.
    func label(_ tick: Double) -> String {
        let number = scale.format(tick == 0 ? 0 : tick).dropLast(scale.prefix.count)
        let symbol = scale.prefix + ValueNotation.symbol(of: unit)
        return symbol.isEmpty ? String(number) : "\(number)\u{A0}\(symbol)"
    }
}
