/// What the page's script draws from, as JSON in columns: a number a frame and column is the least that it can be.
struct FlameData {
    let graph: DrawnGraph

    var json: String {
        // Only functions that are drawn, numbered anew by their first frame.
        var numbers: [Int32: Int] = [:]
        var used: [FlameFrame] = []
        for node in (graph.calls?.nodes ?? []) + (graph.callers?.nodes ?? []) where node.frame >= 0 {
            if numbers[node.frame] == nil {
                numbers[node.frame] = used.count
                used.append(graph.frames[Int(node.frame)])
            }
        }
        var fields = [
            field("type", graph.type.name.quotedForScript),
            field("unit", list(graph.unit.steps.map { "[\(whole($0.factor)),\($0.symbol.quotedForScript)]" })),
            field("comparison", graph.comparison.map { $0.rawValue.quotedForScript } ?? "null"),
            field("inverted", "\(graph.options.isInverted)"), field("icicle", "\(graph.options.isIcicle)"),
            field("bounds", list(FlameChange.bounds.map(whole))),
            field("origins", list(CodeOrigin.allCases.map(\.title.quotedForScript))),
            field("kinds", list([DrawnGraph.callsKind, DrawnGraph.callersKind].map(\.quotedForScript))),
            field("sides", list(graph.sides.map(\.quotedForScript))), field("row", whole(FlameGeometry.rowHeight)),
            field("character", "\(FlameGeometry.characterWidth)"),
            field("padding", whole(FlameGeometry.padding)), field("least", "\(FlameGeometry.least)"),
            field("thin", whole(FlameGeometry.thin)),
            field("names", list(used.map { list($0.name.labels.map(\.quotedForScript)) })),
            // Empty where the name stands in the frame as it is.
            field("full", list(used.map { ($0.name.labels[0] == $0.name.full ? "" : $0.name.full).quotedForScript })),
            field("objects", list(used.map(\.object.quotedForScript))),
            field("sources", list(used.map(\.source.quotedForScript))),
            field("origin", list(used.map { "\($0.origin.rawValue)" })),
            field("shade", list(used.map { "\(FlamePalette.shade($0))" })),
        ]
        for (name, view) in [("calls", graph.calls), ("callers", graph.callers)] {
            fields.append(field(name, view.map { columns($0, numbers) } ?? "null"))
        }
        return "{" + fields.joined(separator: ",\n") + "}"
    }

    private func columns(_ view: FlameNodes, _ numbers: [Int32: Int]) -> String {
        let nodes = view.nodes
        var fields = [
            field("omitted", "\(view.omitted)"), field("omittedIsLeast", "\(view.omittedIsLeast)"),
            field("frame", list(nodes.map { "\(numbers[$0.frame] ?? -1)" })),
            field("depth", list(nodes.map { "\($0.depth)" })),
            field("total", list(nodes.map { "\($0.total)" })),
            field("own", list(nodes.map { "\($0.own)" })),
        ]
        if graph.comparison != nil {
            fields.append(field("baseTotal", list(nodes.map { "\($0.baseTotal)" })))
            fields.append(field("baseOwn", list(nodes.map { "\($0.baseOwn)" })))
        }
        return "{" + fields.joined(separator: ",\n") + "}"
    }

    private func field(_ name: String, _ value: String) -> String { "\"\(name)\":\(value)" }

    private func list(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

    private func whole(_ value: Double) -> String { value == value.rounded() ? "\(Int64(value))" : "\(value)" }
}
