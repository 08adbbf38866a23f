/// The frames of a graph as SVG, as they are without a script.
struct FlamePicture {
    let graph: DrawnGraph
    let layout: FlameLayout
    /// How many frames are too narrow to be drawn.
    let undrawn: Int

    init(_ graph: DrawnGraph) {
        self.graph = graph
        layout = FlameLayout(graph.shown.nodes, width: Double(graph.options.width), isBase: graph.showsBase)
        undrawn = graph.shown.omitted + layout.widths.count { $0 > 0 && $0 < FlameGeometry.least }
    }

    var height: Double { Double(layout.depth + 1) * FlameGeometry.rowHeight }

    /// Elements for the frames, the first row at 0.
    var frames: String {
        let nodes = graph.shown.nodes
        let labels = labels
        var source = ""
        // Frames too thin for a text or a pointer are drawn as one shape a colour: a tenth of the bytes.
        var thin: [String: String] = [:]
        for (place, node) in nodes.enumerated() {
            let (left, width) = (layout.lefts[place], layout.widths[place])
            guard width >= FlameGeometry.least else { continue }
            let level = graph.options.isIcicle ? Int(node.depth) : layout.depth - Int(node.depth)
            let top = Double(level) * FlameGeometry.rowHeight
            let height = FlameGeometry.rowHeight - 1
            guard width >= FlameGeometry.thin else {
                let (x, y) = (FixedPoint.coordinate(left), FixedPoint.coordinate(top))
                let extent = FixedPoint.coordinate(max(width, FlameGeometry.least))
                thin[graph.className(node), default: ""] += "M\(x) \(y)h\(extent)v\(Int(height))h-\(extent)z"
                continue
            }
            source += "<g class=\"f\"><title>\(graph.description(node).escapedForMarkup)</title>"
            source += "<rect class=\"\(graph.className(node))\" x=\"\(FixedPoint.coordinate(left))\""
            source += " y=\"\(FixedPoint.coordinate(top))\" width=\"\(FixedPoint.coordinate(width - 0.5))\""
            source += " height=\"\(Int(height))\" rx=\"1\"/>"
            if !labels[place].isEmpty {
                let (x, y) = (left + FlameGeometry.padding, top + 12.5)
                source += "<text x=\"\(FixedPoint.coordinate(x))\" y=\"\(FixedPoint.coordinate(y))\">"
                source += "\(labels[place].escapedForMarkup)</text>"
            }
            source += "</g>\n"
        }
        for (className, path) in thin.sorted(by: { $0.key < $1.key }) {
            source += "<path class=\"\(className)\" d=\"\(path)\"/>\n"
        }
        return source
    }

    /// A text for each frame, empty where there is no room.
    private var labels: [String] {
        let nodes = graph.shown.nodes
        var labels = [String](repeating: "", count: nodes.count)
        // The siblings with room for a text, by the frame that they stand on.
        var families: [Int: [Int]] = [:]
        var ancestors: [Int] = []
        for (place, node) in nodes.enumerated() {
            ancestors.removeLast(max(0, ancestors.count - Int(node.depth)))
            if FlameGeometry.room(layout.widths[place]) >= 3 {
                families[ancestors.last ?? -1, default: []].append(place)
            }
            ancestors.append(place)
        }
        for siblings in families.values {
            let texts = FrameLabels.labels(
                siblings.map { (graph.name(nodes[$0]), FlameGeometry.room(layout.widths[$0])) })
            for (place, text) in zip(siblings, texts) { labels[place] = text }
        }
        return labels
    }
}
