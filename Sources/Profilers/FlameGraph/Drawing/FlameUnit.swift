/// How the values of a sample type are written: `1.23 s`, `4.00 MiB`, `12,345 samples`.
struct FlameUnit: Equatable, Sendable {
    /// Units from the smallest to the largest, each with how many of the profile's unit it is.
    let steps: [Step]

    struct Step: Equatable, Sendable {
        let factor: Double
        let symbol: String
    }

    init(_ type: SampleType) {
        let time = ["ns", "µs", "ms", "s"]
        let decimal = [1, 1e3, 1e6, 1e9]
        switch type.unit {
        case "nanoseconds", "ns": steps = Self.steps(decimal, time)
        case "microseconds", "us": steps = Self.steps([1, 1e3, 1e6], Array(time[1...]))
        case "milliseconds", "ms": steps = Self.steps([1, 1e3], Array(time[2...]))
        case "seconds", "s": steps = Self.steps([1], ["s"])
        case "bytes", "B":
            steps = Self.steps(
                [1, 1024, 1_048_576, 1_073_741_824, 1_099_511_627_776], ["B", "KiB", "MiB", "GiB", "TiB"])
        case "count", "": steps = Self.steps([1], [type.name.isEmpty ? "samples" : type.name])
        default: steps = Self.steps([1], [type.unit])
        }
    }

    private static func steps(_ factors: [Double], _ symbols: [String]) -> [Step] {
        zip(factors, symbols).map { Step(factor: $0, symbol: $1) }
    }

    /// The value in the largest unit that leaves at least 1, with three digits; whole in the smallest.
    func text(_ value: Int64) -> String {
        let size = Double(value.magnitude)
        let step = steps.last { size >= $0.factor } ?? steps[0]
        guard step != steps[0] else { return "\(Self.grouped(value)) \(step.symbol)" }
        let scaled = size / step.factor
        let digits = scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2
        return "\(value < 0 ? "-" : "")\(FixedPoint.text(scaled, digits: digits)) \(step.symbol)"
    }

    /// `1234567` as `1,234,567`.
    static func grouped(_ value: Int64) -> String {
        var text = ""
        for (place, digit) in String(value.magnitude).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "-" : "") + String(text.reversed())
    }
}

/// Numbers with a fixed count of digits after the point.
enum FixedPoint {
    /// Half a unit of the last digit is rounded up, as the page's script does it.
    static func text(_ value: Double, digits: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var factor: Int64 = 1
        for _ in 0..<digits { factor *= 10 }
        let scaled = Int64((value.magnitude * Double(factor)).rounded())
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(scaled)" }
        let fraction = String(scaled % factor)
        return "\(sign)\(scaled / factor)." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    static func percent(_ share: Double) -> String { text(share * 100, digits: 2) + "%" }

    /// A coordinate, to a tenth of a pixel.
    static func coordinate(_ value: Double) -> String {
        let text = text(value, digits: 1)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
