/// What the colours of a comparison stand for: the change of a frame's share, in points of a percent of the whole.
enum FlameChange {
    /// From where on each colour holds, in points; below the first nothing has changed to speak of.
    static let bounds = [0.1, 0.5, 2, 5]

    /// The colour of a change: 0 for none, 1 to 4 for more, -1 to -4 for less.
    static func level(points: Double) -> Int {
        let level = bounds.count { points.magnitude >= $0 }
        return points < 0 ? -level : level
    }

    static let levels = -bounds.count...bounds.count

    /// What the legend says of a colour.
    static func title(_ level: Int) -> String {
        func number(_ value: Double) -> String { value < 1 ? FixedPoint.text(value, digits: 1) : "\(Int(value))" }
        guard level != 0 else { return "less than ±\(number(bounds[0]))" }
        let sign = level < 0 ? "−" : "+"
        let least = number(bounds[level.magnitude == 0 ? 0 : Int(level.magnitude) - 1])
        return Int(level.magnitude) == bounds.count ? "\(sign)\(least) and more" : "\(sign)\(least)"
    }
}
