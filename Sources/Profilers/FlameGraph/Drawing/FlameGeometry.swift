/// The measures of a picture, in pixels; the page's script is told them and draws the same.
enum FlameGeometry {
    static let rowHeight = 18.0
    static let fontSize = 11.0
    /// A character's width: fonts of one width have 0.6 of their size, and DejaVu's, the widest in use, 0.602.
    static let characterWidth = 6.63
    /// Room at either side of a frame's text.
    static let padding = 3.0
    /// Frames narrower than this are not drawn.
    static let least = 0.1
    /// Frames narrower than this are drawn together, without text or tooltip.
    static let thin = 2.0

    /// How many characters a frame has room for.
    static func room(_ width: Double) -> Int { Int((width - 2 * padding) / characterWidth) }
}

/// Where the frames of a picture are.
struct FlameLayout {
    /// From the left, and how far it goes, in pixels; as many as there are frames.
    let lefts: [Double]
    let widths: [Double]
    /// The greatest depth of a frame that can be seen.
    let depth: Int

    /// - Parameter isBase: Whether frames are as wide as the base's values.
    init(_ nodes: [FlameNode], width: Double, isBase: Bool = false) {
        let whole = nodes.first.map { isBase ? $0.baseTotal : $0.total } ?? 0
        let scale = whole > 0 ? width / Double(whole) : 0
        var ends: [Double] = [0]
        var lefts: [Double] = []
        var widths: [Double] = []
        var depth = 0
        for node in nodes {
            let level = Int(node.depth)
            let width = Double(isBase ? node.baseTotal : node.total) * scale
            while ends.count < level + 2 { ends.append(0) }
            lefts.append(ends[level])
            widths.append(width)
            // The frames that stand on this one begin where it does.
            ends[level + 1] = ends[level]
            ends[level] += width
            if width >= FlameGeometry.least { depth = max(depth, level) }
        }
        self.lefts = lefts
        self.widths = widths
        self.depth = depth
    }
}
