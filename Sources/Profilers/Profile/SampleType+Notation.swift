extension SampleType {
    /// A value of this type for people: `1.25 s`, `340 ms`, `12.0 MiB`, `1234`; three digits or four.
    public func notation(_ value: Int64) -> String {
        switch unit {
        case "nanoseconds": Self.scaled(Double(value), [("ns", 1), ("µs", 1e3), ("ms", 1e6), ("s", 1e9)])
        case "microseconds": Self.scaled(Double(value), [("µs", 1), ("ms", 1e3), ("s", 1e6)])
        case "milliseconds": Self.scaled(Double(value), [("ms", 1), ("s", 1e3)])
        case "bytes":
            Self.scaled(Double(value), [("B", 1), ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824)])
        case "count", "": "\(value)"
        default: "\(value) \(unit)"
        }
    }

    private static func scaled(_ value: Double, _ units: [(name: String, size: Double)]) -> String {
        let unit = units.last { abs(value) >= $0.size } ?? units[0]
        let scaled = value / unit.size
        if unit.size == 1 { return "\(Int64(nearest: scaled)) \(unit.name)" }
        return "\(decimal(scaled, places: abs(scaled) >= 100 ? 0 : abs(scaled) >= 10 ? 1 : 2)) \(unit.name)"
    }

    /// A number with so many decimal places.
    static func decimal(_ value: Double, places: Int) -> String {
        let factor: Int64 = [1, 10, 100][places]
        let whole = Int64(nearest: abs(value) * Double(factor))
        let sign = value < 0 && whole != 0 ? "-" : ""
        if places == 0 { return "\(sign)\(whole)" }
        let fraction = String(whole % factor)
        return "\(sign)\(whole / factor)." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
