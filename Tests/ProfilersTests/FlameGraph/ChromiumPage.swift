import Foundation
import Testing

/// A page opened in a headless Chromium, so that what is tested is what people see.
struct ChromiumPage {
    /// The source of an HTML page or of an SVG.
    let source: String
    var isSVG = false
    var width = 1_280
    var isDark = false

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// What the script returns, as text, after the page's own has run.
    ///
    /// The script is the body of a function in a copy of the page. It may use `frame(name)`, the element of the widest frame of
    /// a function, `click`, `press(key, element)` and `search(text)`.
    func result(of script: String) throws -> String {
        let probe = """
            (() => {
            const frames = () => [...document.querySelectorAll("#frames g[data-i]")];
            const extent = (f) => Number(f.querySelector("rect").getAttribute("width"));
            const frame = (name) => frames().filter((f) => f.getAttribute("aria-label").split(", ")[0] === name)
              .sort((a, b) => extent(b) - extent(a))[0];
            const text = (f) => f.querySelector("text")?.textContent ?? "";
            const click = (e) => e.dispatchEvent(new MouseEvent("click", { bubbles: true }));
            const press = (key, e = document.activeElement) =>
              e.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
            const input = document.querySelector(".tools input");
            const output = document.querySelector(".tools output");
            const button = (name) => [...document.querySelectorAll(".tools button")].find((b) => b.textContent === name);
            const search = (pattern) => { input.value = pattern; input.dispatchEvent(new Event("input")); };
            let result;
            try { result = (() => { \(script) })(); } catch (error) { result = "error: " + error.stack; }
            document.documentElement.setAttribute("data-result", encodeURIComponent(String(result)));
            })();
            """
        let end = isSVG ? "</svg>" : "</body>"
        guard let place = source.range(of: end, options: .backwards) else { throw Failure(description: "no \(end)") }
        var page = source
        page.insert(contentsOf: "<script>\(isSVG ? "<![CDATA[\(probe)]]>" : probe)</script>\n", at: place.lowerBound)
        let dom = try run(page, ["--dump-dom", "--virtual-time-budget=5000"])
        guard let start = dom.range(of: "data-result=\""),
            let stop = dom.range(of: "\"", range: start.upperBound..<dom.endIndex),
            let result = String(dom[start.upperBound..<stop.lowerBound]).removingPercentEncoding
        else { throw Failure(description: "the page's script did not come to its end: \(dom.suffix(2_000))") }
        return result
    }

    /// A picture of the page, as a PNG.
    func screenshot() throws -> [UInt8] {
        let picture = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString + ".png")
        defer { try? FileManager.default.removeItem(at: picture) }
        _ = try run(source, ["--screenshot=\(picture.path)"])
        guard let data = FileManager.default.contents(atPath: picture.path) else {
            throw Failure(description: "Chromium wrote no picture")
        }
        return [UInt8](data)
    }

    private static let names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

    /// - Returns: what Chromium printed.
    private func run(_ page: String, _ options: [String]) throws -> String {
        guard let browser = Self.names.first(where: FileManager.default.isExecutableFile) else {
            throw Failure(description: "there is no Chromium; install it with: apt-get install chromium")
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(isSVG ? "page.svg" : "page.html")
        try page.write(to: file, atomically: false, encoding: .utf8)
        let printed = folder.appendingPathComponent("printed")
        _ = FileManager.default.createFile(atPath: printed.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: browser)
        process.arguments =
            [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                "--disable-dev-shm-usage", "--disable-extensions", "--user-data-dir=\(folder.path)/profile",
                "--window-size=\(width),800", "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)",
            ] + options + [file.absoluteString]
        process.standardOutput = try FileHandle(forWritingTo: printed)
        process.standardError = FileHandle.nullDevice
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 60)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.02) }
        guard !process.isRunning else {
            process.terminate()
            throw Failure(description: "Chromium did not end within 60 s")
        }
        return String(decoding: try Data(contentsOf: printed), as: UTF8.self)
    }
}
