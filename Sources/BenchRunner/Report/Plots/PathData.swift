/// The corners of a line, as the `d` of a path.
struct PathData: AttributeValue {
    private let text: String

    init(_ points: [(x: Double, y: Double)], isClosed: Bool = false) {
        var text = ""
        for (index, point) in points.enumerated() {
            text += index == 0 ? "M" : "L"
            text += "\(Double.coordinate(point.x)) \(Double.coordinate(point.y))"
        }
        self.text = text + (isClosed ? "Z" : "")
    }

    /// Dots: lines of no length, which round ends make visible.
    init(dots points: [(x: Double, y: Double)]) {
        text = points.map { "M\(Double.coordinate($0.x)) \(Double.coordinate($0.y))h0" }.joined()
    }

    var attributeText: String? { text }
}
