import Testing

@testable import Profilers

@Suite("Names that are markup", .serialized)
struct FlameEscapingTests {
    private static let evil = [
        "<script>alert(1)</script>", "</script><script>alert(2)</script>", "]]><b>", "\" onload=\"alert(3)", "<!-- x",
        "a\u{2028}b", "c\u{202E}d", "e\u{0}f", "&lt;g", "h\\u003c", "'i'",
    ]

    private static func graph() throws -> FlameGraph {
        var builder = ProfileBuilder(sampleTypes: [SampleType("</script>", unit: "<u>")])
        for name in evil {
            let function = builder.function(Function(name: name, file: name, startLine: 1))
            builder.add(leafFirst: [builder.location(Location(lines: [Line(function: function)]))], values: [10])
        }
        var options = FlameGraph.Options()
        options.title = evil[0]
        return try FlameGraph(builder.profile, options: options)
    }

    @Test("no name begins or ends an element, in the SVG and on the page")
    func escaped() throws {
        let graph = try Self.graph()
        for source in [graph.svg(), graph.html()] {
            let harmful = ["<script>alert", "]]><b>", "<!-- ", "\" onload=\"alert", "\"a\u{2028}b"]
            #expect(harmful.filter(source.contains).isEmpty)
            let invisible: [Unicode.Scalar] = ["\u{202E}", "\u{0}"]
            #expect(invisible.filter(source.unicodeScalars.contains).isEmpty)
            // Two elements for data and program, and no third.
            #expect(source.components(of: "<script") == 2)
            #expect(source.components(of: "</script") == 2)
        }
    }

    @Test("in the browser a name is text: nothing of it runs, and it reads as it was", arguments: [false, true])
    func browser(isSVG: Bool) throws {
        let graph = try Self.graph()
        var page = ChromiumPage(source: isSVG ? graph.svg() : graph.html())
        page.isSVG = isSVG
        let result = try page.result(
            of: """
                click(frame(\(Self.evil[1].quotedForScript)));
                press("Escape", document.body ?? document.documentElement);
                return [document.querySelectorAll("script").length, document.querySelectorAll("b").length,
                  frames().length, frames().map((f) => f.getAttribute("aria-label")).join("\\n")].join("|");
                """)
        let parts = result.split(separator: "|", maxSplits: 3).map(String.init)
        // The third script is the test's.
        #expect(parts.prefix(3) == ["3", "0", "\(Self.evil.count + 1)"])
        for name in Self.evil where !name.contains("\u{202E}") && !name.contains("\u{0}") {
            #expect(parts.last?.contains(name + ", ") == true, "\(name)")
        }
    }

    @Test("the page forbids connections, and neither output names an address to load from")
    func noNetwork() throws {
        let graph = try FlameShop.graph()
        #expect(graph.html().contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"))
        for source in [graph.svg(), graph.html()] {
            let loading = ["src=", "href=", "url(", "@import", "fetch(", "import("]
            #expect(loading.filter(source.contains).isEmpty)
            // Names of XML's vocabularies are no addresses to load from.
            let addresses = source.components(of: "http")
            let vocabularies = source.components(of: "http://www.w3.org/") + source.components(of: "http-equiv")
            #expect(addresses == vocabularies)
        }
    }
}

extension String {
    /// How often a text comes.
    fileprivate func components(of text: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
