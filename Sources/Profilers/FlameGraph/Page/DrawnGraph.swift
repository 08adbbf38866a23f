/// What the SVG and the page have in common: the frames that they hold, and what they say about them.
struct DrawnGraph {
    let options: FlameGraph.Options
    let type: SampleType
    let unit: FlameUnit
    let frames: [FlameFrame]
    /// By total and by self; nil where it is not in the file.
    let calls: FlameNodes?
    let callers: FlameNodes?
    let comparison: Comparison?

    /// How the head and the base are compared.
    enum Comparison: String {
        case shares, values
        /// One profile that is a difference itself.
        case difference
    }

    init(_ graph: FlameGraph, calls: FlameNodes?, callers: FlameNodes?) {
        options = graph.options
        type = graph.type
        unit = FlameUnit(graph.type)
        self.calls = calls
        self.callers = callers
        let tree = graph.tree
        frames = tree.frames
        comparison =
            tree.isDifference
            ? .difference : tree.hasBase ? graph.options.comparison == .shares ? .shares : .values : nil
    }

    /// The view that is drawn first.
    var shown: FlameNodes {
        (options.isInverted ? callers ?? calls : calls ?? callers) ?? FlameNodes(nodes: [], omitted: 0, threshold: 0)
    }

    var whole: FlameNode { shown.nodes.first ?? FlameNode(frame: FlameNode.everything, depth: 0, total: 0, own: 0) }

    /// Whether the first picture has the widths of the base: where the head has nothing at all.
    var showsBase: Bool { whole.total == 0 }

    /// What was measured, and what is compared.
    var summary: String {
        let total = unit.text(whole.total)
        let isNamed = unit.steps.contains { $0.symbol == type.name }
        let measured = isNamed ? total : "\(type.name) · \(total)"
        let base = unit.text(whole.baseTotal)
        return switch comparison {
        case nil: measured
        case .shares: "\(measured) against \(base) · colour: change of share, in points"
        case .values: "\(measured) against \(base) · colour: change, in points of the base's total"
        case .difference: "\(measured) added, \(base) taken away · colour: change, in points of both"
        }
    }

    /// What the frames' places and widths mean; the script says it anew when they change.
    var kind: String {
        let view = options.isInverted ? Self.callersKind : Self.callsKind
        guard comparison != nil else { return view }
        return "\(view) \(sides[showsBase ? 1 : 0])"
    }

    static let callsKind = "callees on callers, width: total"
    static let callersKind = "callers on callees, width: self"

    /// Whose width it is, behind the view's kind: of the head, and of the base.
    var sides: [String] { comparison == .difference ? ["added", "taken away"] : ["of the head", "of the base"] }

    /// The change of a frame, in points of a percent.
    func points(_ node: FlameNode) -> Double {
        let (head, base) = (Double(node.total), Double(node.baseTotal))
        switch comparison {
        case .shares:
            return 100 * (head / Double(max(1, whole.total)) - base / Double(max(1, whole.baseTotal)))
        case .values:
            return 100 * (head - base) / Double(max(1, whole.baseTotal > 0 ? whole.baseTotal : whole.total))
        case .difference: return 100 * (head - base) / max(1, Double(whole.total) + Double(whole.baseTotal))
        case nil: return 0
        }
    }

    /// The class that colours a frame.
    func className(_ node: FlameNode) -> String {
        guard node.frame >= 0 else { return "w" }
        guard comparison == nil else { return FlamePalette.className(change: FlameChange.level(points: points(node))) }
        return FlamePalette.className(frames[Int(node.frame)])
    }

    func name(_ node: FlameNode) -> FrameName {
        node.frame >= 0 ? frames[Int(node.frame)].name : .everything
    }

    /// The colours and what they mean: those that there are.
    var legend: [(className: String, title: String)] {
        guard comparison == nil else {
            return FlameChange.levels.map { (FlamePalette.className(change: $0), FlameChange.title($0)) }
        }
        var present: Set<CodeOrigin> = []
        for view in [calls, callers] {
            for node in view?.nodes ?? [] where node.frame >= 0 { present.insert(frames[Int(node.frame)].origin) }
        }
        return CodeOrigin.allCases.filter(present.contains).map { ("o\($0.rawValue)s0", $0.title) }
    }

    /// What a tooltip without a script says.
    func description(_ node: FlameNode) -> String {
        func share(_ value: Int64, _ whole: Int64) -> String {
            FixedPoint.percent(Double(value) / Double(max(1, whole)))
        }
        var lines = ["\(name(node).full)"]
        lines.append("\(share(node.total, whole.total)) · \(unit.text(node.total)) total, \(unit.text(node.own)) self")
        if comparison != nil {
            let points = points(node)
            lines.append(
                "base \(share(node.baseTotal, whole.baseTotal)) · \(unit.text(node.baseTotal)); change "
                    + (points < 0 ? "" : "+") + FixedPoint.text(points, digits: 2) + " points")
        }
        return lines.joined(separator: "\n")
    }

    /// What was left out: frames too narrow to be seen, and where there are very many, somewhat wider ones.
    func note(undrawn: Int) -> String? {
        guard undrawn > 0 else { return nil }
        let count = FlameUnit.grouped(Int64(undrawn))
        let frames = undrawn == 1 ? "frame" : "frames"
        let threshold = shown.omitted > 0 ? shown.threshold * Double(options.width) : 0
        let width = FixedPoint.text((max(threshold, FlameGeometry.least) * 10).rounded(.up) / 10, digits: 1)
        return "\(shown.omittedIsLeast ? "at least " : "")\(count) \(frames) under \(width) px not drawn"
    }
}
