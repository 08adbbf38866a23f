import Testing

@testable import BenchRunner

@Suite("Markup")
struct MarkupTests {
    @Test("text is escaped in content and in attributes")
    func escaping() {
        let hostile = #"<script>alert("1")</script> & 'x'"#
        let markup = Markup(.p, [.title: hostile]) { hostile }
        let escaped = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;"
        #expect(markup.source == "<p title=\"\(escaped)\">\(escaped)</p>\n")
    }

    @Test("a piece that is already markup is not escaped again")
    func nesting() {
        let markup = Markup(.div) {
            "a < b"
            Markup(.strong) { "c" }
        }
        #expect(markup.source == "<div>a &lt; b<strong>c</strong></div>\n")
    }

    @Test("attributes without a value are left out, and true ones stand empty")
    func attributes() {
        let nothing: String? = nil
        let markup = Markup(.details, [.open: true, .hidden: false, .title: nothing, .colspan: 3])
        #expect(markup.source == "<details open=\"\" colspan=\"3\"></details>\n")
    }

    @Test("only elements that HTML lets do so go without an end")
    func closing() {
        #expect(Markup(.wbr).source == "<wbr>")
        #expect(Markup(.circle, [.r: 2.5]).source == "<circle r=\"2.5\"/>")
        #expect(Markup(.span).source == "<span></span>")
    }

    @Test("characters that hide or turn what surrounds them are shown as such")
    func controls() {
        #expect(Markup(text: "a\u{0}b\u{1B}[31mc").source == "a\u{FFFD}b\u{FFFD}[31mc")
        #expect(Markup(text: "exe.\u{202E}gpj\u{2066}").source == "exe.\u{FFFD}gpj\u{FFFD}")
        #expect(Markup(text: "one\r\ntwo\rthree\tfour\n").source == "one\ntwo\nthree\tfour\n")
        #expect(Markup(text: "مرحبا 👩‍👩‍👧").source == "مرحبا 👩‍👩‍👧")
    }

    @Test(
        "coordinates have no more digits than anybody sees",
        arguments: [
            (1.0, "1"), (0.04, "0"), (-0.04, "0"), (12.34, "12.3"), (100, "100"), (-2.55, "-2.5"),
        ])
    func coordinates(value: Double, text: String) {
        #expect(Double.coordinate(value) == text)
    }

    @Test("anchors are plain, differ from each other, and stay the same when benchmarks are added behind")
    func anchors() {
        let names = ["shop/list/n=10", "shop list n 10", "Shop/List/n=10", "<b>", "", "قياس", "a\"b"]
        let anchors = Anchor.anchors(for: names)
        #expect(Set(anchors.values).count == names.count)
        #expect(anchors["shop/list/n=10"]?.name == "b-shop-list-n-10")
        #expect(anchors["shop list n 10"]?.name == "b-shop-list-n-10-2")
        for anchor in anchors.values {
            #expect(anchor.name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
        }
        let more = Anchor.anchors(for: names + ["new"])
        for name in names { #expect(more[name] == anchors[name]) }
    }
}
