/// A graph as one HTML page that needs nothing but itself: no network, no other file, and no script for the first picture.
struct FlamePage {
    let graph: DrawnGraph

    /// Whatever might have got into the page, a browser that obeys this loads nothing for it and sends nothing anywhere.
    static let policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

    var document: String {
        let title = graph.options.title.escapedForMarkup
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="\(Self.policy)">
            <title>\(title)</title>
            <style>
            \(FlameStyle.sheet)
            \(FlameStyle.page)
            </style>
            </head>
            <body>
            <header>
            <h1>\(title)</h1>
            <p>\(graph.summary.escapedForMarkup) · <span id="kind">\(graph.kind.escapedForMarkup)</span></p>
            </header>
            <div id="tools" class="bar"></div>
            <ul class="legend" aria-label="\(graph.comparison == nil ? "Colours" : "Colours: points of change")">
            \(legend)</ul>
            <main>
            \(picture)
            </main>
            <div class="notes">
            <p class="keys">Click a frame to zoom, <kbd>/</kbd> searches, arrows and <kbd>Enter</kbd> do it by hand, <kbd>Esc</kbd> goes back.</p>
            <p id="note">\((graph.note(undrawn: FlamePicture(graph).undrawn) ?? "").escapedForMarkup)</p>
            </div>
            <script type="application/json" id="data">\(FlameData(graph: graph).json)</script>
            <script>
            \(FlameScript.source)
            </script>
            </body>
            </html>

            """
    }

    private var legend: String {
        let unit = graph.comparison == nil ? "" : "<li>points of change:</li>\n"
        return unit
            + graph.legend.map { className, title in
                "<li><svg viewBox=\"0 0 11 11\" aria-hidden=\"true\"><rect class=\"\(className)\" width=\"11\" height=\"11\" rx=\"2\"/></svg>"
                    + "\(title.escapedForMarkup)</li>\n"
            }.joined()
    }

    private var picture: String {
        let picture = FlamePicture(graph)
        return "<svg id=\"flame\" viewBox=\"0 0 \(graph.options.width) \(FixedPoint.coordinate(picture.height))\">"
            + "<g id=\"frames\">\n\(picture.frames)</g></svg>"
    }
}
