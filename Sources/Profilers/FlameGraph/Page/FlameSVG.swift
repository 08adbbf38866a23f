/// A graph as one SVG that needs nothing but itself.
struct FlameSVG {
    let graph: DrawnGraph

    private static let margin = 12.0
    /// Room for title, summary and legend.
    private static let top = 76.0

    var document: String {
        let picture = FlamePicture(graph)
        let note = graph.note(undrawn: picture.undrawn)
        let width = Double(graph.options.width) + 2 * Self.margin
        let legend = legend(width: width)
        let top = Self.top + Double(legend.rows - 1) * 16
        let height = top + picture.height + (note == nil ? 0 : 20) + Self.margin
        let size = "\(FixedPoint.coordinate(width)) \(FixedPoint.coordinate(height))"
        let margin = FixedPoint.coordinate(Self.margin)
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg xmlns="http://www.w3.org/2000/svg" id="flame" width="\(FixedPoint.coordinate(width))" height="\(FixedPoint.coordinate(height))" viewBox="0 0 \(size)">
            <title>\(graph.options.title.escapedForMarkup)</title>
            <style><![CDATA[
            \(FlameStyle.sheet)
            ]]></style>
            <rect class="paper" width="100%" height="100%"/>
            <g id="head">
            <text class="title" x="\(margin)" y="27">\(fitted(graph.options.title, 9.2, width).escapedForMarkup)</text>
            <text class="summary" x="\(margin)" y="45">\(summary(width: width))</text>
            \(legend.source)</g>
            <g id="frames" transform="translate(\(margin) \(FixedPoint.coordinate(top)))">
            \(picture.frames)</g>
            <text id="note" class="note" x="\(margin)" y="\(FixedPoint.coordinate(top + picture.height + 14))">\((note ?? "").escapedForMarkup)</text>
            <script type="application/json" id="data">\(FlameData(graph: graph).json)</script>
            <script><![CDATA[
            \(FlameScript.source)
            ]]></script>
            </svg>

            """
    }

    /// The line under the title: what was measured, and how it is drawn, which the script keeps right.
    private func summary(width: Double) -> String {
        let summary = fitted(graph.summary + " · ", 6.2, width - Double(graph.kind.count) * 6.2)
        return "\(summary.escapedForMarkup)<tspan id=\"kind\">\(graph.kind.escapedForMarkup)</tspan>"
    }

    /// The text, or as much of it as a line has room for.
    private func fitted(_ text: String, _ character: Double, _ width: Double) -> String {
        let room = Int((width - 2 * Self.margin) / character)
        return text.count <= room ? text : text.prefix(max(1, room - 1)) + "…"
    }

    /// About how wide a text of 12 px is: most of a legend's letters are narrow or are not.
    private static func extent(_ text: String) -> Double {
        text.reduce(0) { $0 + ("fijlrt .,:'()".contains($1) ? 4 : "mwMW+−±".contains($1) ? 10 : 7) }
    }

    private func legend(width: Double) -> (source: String, rows: Int) {
        var source = ""
        var (left, row) = (Self.margin, 0)
        let entries =
            (graph.comparison == nil ? [] : [("", "points of change:")]) + graph.legend.map { ($0.className, $0.title) }
        for (className, title) in entries {
            let swatch = className.isEmpty ? 0.0 : 16
            let extent = swatch + Self.extent(title) + 16
            if left + extent > width, left > Self.margin {
                left = Self.margin
                row += 1
            }
            let y = 55 + Double(row) * 16
            if !className.isEmpty {
                source +=
                    "<rect class=\"\(className)\" x=\"\(FixedPoint.coordinate(left))\" y=\"\(FixedPoint.coordinate(y))\""
                source += " width=\"11\" height=\"11\" rx=\"2\"/>"
            }
            source +=
                "<text class=\"key\" x=\"\(FixedPoint.coordinate(left + swatch))\" y=\"\(FixedPoint.coordinate(y + 9.5))\">"
            source += "\(title.escapedForMarkup)</text>\n"
            left += extent
        }
        return (source, row + 1)
    }
}
