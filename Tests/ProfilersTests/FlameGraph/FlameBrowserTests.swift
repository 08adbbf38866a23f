import Testing

@testable import Profilers

// One at a time: a browser is a dozen processes.
@Suite("Flame graphs in a browser", .serialized)
struct FlameBrowserTests {
    private static let total = "Shop.Cart.total(of: Swift.Int) -> Swift.Int"

    private func page(_ graph: FlameGraph, isSVG: Bool) -> ChromiumPage {
        var page = ChromiumPage(source: isSVG ? graph.svg() : graph.html())
        page.isSVG = isSVG
        return page
    }

    @Test("the script's first picture is the one that was there without it", arguments: [600, 1_200])
    func samePicture(width: Int) throws {
        let graph = try FlameShop.realistic { $0.width = width }
        var page = page(graph, isSVG: true)
        // A window as wide as the picture with its margins.
        page.width = width + 24
        let drawn = DrawnGraph(graph, calls: graph.tree.calls(.init(budget: 1_000)), callers: nil)
        let picture = FlamePicture(drawn).frames
        let result = try page.result(
            of: """
                const still = new DOMParser().parseFromString(
                  '<svg xmlns="http://www.w3.org/2000/svg">' + \(picture.quotedForScript) + "</svg>", "image/svg+xml");
                const shape = (f) => [...["x", "y", "width", "class"].map((a) => f.querySelector("rect").getAttribute(a)), text(f)].join(" ");
                const before = [...still.querySelectorAll("g.f")].map(shape), after = frames().map(shape);
                const differing = before.filter((line, k) => line !== after[k]);
                const isCut = before.some((line) => line.includes("…"));
                return `${before.length > 40 && before.length === after.length} ${isCut} ${differing.join("\\n")}`;
                """)
        #expect(result == "true true ")
    }

    @Test("a click zooms to a frame and what stands on it, and reset goes back", arguments: [false, true])
    func zoom(isSVG: Bool) throws {
        let result = try page(FlameShop.graph(), isSVG: isSVG).result(
            of: """
                const log = [];
                const whole = extent(frame("all"));
                const say = () => log.push(frames().map((f) => f.getAttribute("aria-label").split(",")[0].slice(0, 9) + " "
                  + Math.round(100 * extent(f) / whole)).join("; "));
                click(frame("\(Self.total)"));
                say();
                log.push(String(button("Reset zoom").disabled));
                click(button("Reset zoom"));
                log.push(frames().length + " " + button("Reset zoom").disabled);
                return log.join("\\n");
                """)
        // 500 of 1,000 ns are in total, 200 of them in swift_retain.
        #expect(result == "all 100; main 100; Shop.Serv 100; Shop.Cart 100; swift_ret 40\nfalse\n12 true")
    }

    @Test("a search shows the share of what matches, once where a match stands on another", arguments: [false, true])
    func search(isSVG: Bool) throws {
        let result = try page(FlameShop.graph(), isSVG: isSVG).result(
            of: """
                const log = [];
                const say = () => log.push(`${output.textContent} / ${document.querySelectorAll("g.hit").length}`);
                search("^(malloc|free)$"); say();
                search("MAIN"); say();
                search("main|shop|total|malloc"); say();
                search("("); say();
                log.push(input.getAttribute("aria-invalid"));
                search(""); say();
                search("malloc"); click(frame("\(Self.total)")); say();
                press("Escape", input); say();
                return log.join("\\n");
                """)
        #expect(
            result.split(separator: "\n", omittingEmptySubsequences: false) == [
                "30.00% matched, 2 functions / 2", "0.00% matched, 0 functions / 0", "80.00% matched, 4 functions / 4",
                "not a regular expression / 0", "true", " / 0", "0.00% matched, 1 function / 0", " / 0",
            ])
    }

    @Test("the keyboard goes from frame to frame, zooms, and leaves the focus to be seen", arguments: [false, true])
    func keyboard(isSVG: Bool) throws {
        let result = try page(FlameShop.graph(), isSVG: isSVG).result(
            of: """
                const log = [];
                const at = () => log.push(document.activeElement.getAttribute("aria-label")?.split(",")[0].slice(0, 9) ?? document.activeElement.localName);
                document.querySelector('#frames [tabindex="0"]').focus(); at();
                press("ArrowUp"); at();
                press("ArrowRight"); at();
                press("ArrowRight"); at();
                press("ArrowRight"); at();
                press("ArrowUp"); at();
                press("Enter"); at();
                log.push(frames().length);
                press("ArrowDown"); at();
                press("Escape"); at();
                log.push(frames().length);
                press("/"); at();
                log.push(document.querySelectorAll('#frames [tabindex="0"]').length);
                return log.join(" ");
                """)
        // Beside main stand [unknown], before it, and start_thread, behind it, which is the last.
        #expect(
            result
                == "all [unknown] main start_thr start_thr _dispatch _dispatch 4 start_thr all 12 Search fu 1")
    }

    @Test("the view by self has the functions that were sampled at the bottom")
    func bySelf() throws {
        let result = try page(FlameShop.graph(), isSVG: false).result(
            of: """
                click(button("By self"));
                const level = frames().filter((f) => f.getAttribute("aria-level") === "2");
                return level.map((f) => f.getAttribute("aria-label").split(", ").slice(0, 2).join(" ")).join("; ")
                  + " / " + button("By self").getAttribute("aria-pressed") + ", " + document.getElementById("kind").textContent;
                """)
        #expect(
            result
                == "\(Self.total) 30.00%; [unknown] 5.00%; ep_poll_[k] 15.00%; free 5.00%; malloc 25.00%; swift_retain 20.00% / true, callers on callees, width: self"
        )
    }

    @Test("in an icicle the rows stand upside down")
    func icicle() throws {
        let result = try page(FlameShop.graph(), isSVG: false).result(
            of: """
                const top = (name) => Number(frame(name).querySelector("rect").getAttribute("y"));
                const before = [top("all"), top("swift_retain")];
                click(button("Icicle"));
                return [...before, top("all"), top("swift_retain")].join(" ");
                """)
        #expect(result == "90 18 0 72")
    }

    @Test("the base's view shows what is gone, as wide as it was", arguments: [false, true])
    func base(isSVG: Bool) throws {
        let result = try page(FlameShop.difference(), isSVG: isSVG).result(
            of: """
                const gone = "Shop.Cart.slow() -> ()";
                const log = [String(frame(gone) === undefined), frame("swift_retain").querySelector("rect").getAttribute("class")];
                click(button("Base"));
                log.push(Math.round(100 * extent(frame(gone)) / extent(frame("all"))), frame(gone).getAttribute("aria-label"));
                log.push(String(frame("swift_retain") === undefined));
                return log.join("|");
                """)
        // 200 of the base's 400 ns, none of the head's: 50 points less. swift_retain has 20 of them, and is new.
        #expect(result == "true|c8|50|Shop.Cart.slow() -> (), 50.00%, 200 ns, −50.00 points|true")
    }

    @Test("a tooltip has the full name, total, self, and what has changed")
    func tooltip() throws {
        let result = try page(FlameShop.difference(), isSVG: false).result(
            of: """
                frame("\(Self.total)").dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX: 50, clientY: 50 }));
                return [...document.querySelectorAll(".tip .name, .tip tr, .tip .place")]
                  .map((e) => [...(e.cells ?? [e])].map((c) => c.textContent).join(" ").trim()).join("\\n");
                """)
        #expect(
            result.split(separator: "\n").map(String.init) == [
                Self.total, "total  self", "head 500 ns 50.00% 300 ns 30.00%", "base 100 ns 25.00% 100 ns 25.00%",
                "change +25.00 points +100.0%", "your code",
            ])
    }

    @Test("a stack of 3,000 frames can be opened and zoomed in")
    func deep() throws {
        let graph = try FlameGraph(.folded([(0..<3_000).map { "f\($0)" }.joined(separator: ";"): 1]))
        let result = try page(graph, isSVG: false).result(
            of: "click(frame(\"f2999\")); return frames().length + \" \" + text(frame(\"f0\"));")
        #expect(result == "3001 f0")
    }

    @Test("a picture of the page is not empty, in light and in dark", arguments: [false, true])
    func screenshot(isDark: Bool) throws {
        var page = page(try FlameShop.graph(), isSVG: false)
        page.isDark = isDark
        var empty = ChromiumPage(source: "<!DOCTYPE html><html><body></body></html>")
        empty.isDark = isDark
        let picture = try page.screenshot()
        #expect(picture.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        // A picture in one colour compresses to next to nothing.
        #expect(picture.count > 2 * (try empty.screenshot().count))
    }
}
