import Glibc
import Testing

@testable import Profilers

/// The source of small graphs, as files that a change of drawing shows up in.
///
/// With `REWRITE_GOLDEN=1` in the environment the files are written anew, to be looked at and committed. The script is left
/// out: it is in the sources already.
@Suite("Flame graph golden files")
struct FlameGoldenTests {
    private static func expect(_ source: String, _ name: String, testFile: String = #filePath) {
        let tests = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
        let path = "/\(tests)/Golden/\(name)"
        let content = String(
            source.split(separator: FlameScript.source, maxSplits: 1).joined(separator: "(the script)"))
        if getenv("REWRITE_GOLDEN") != nil {
            guard let file = fopen(path, "we") else {
                Issue.record("\(path) cannot be written")
                return
            }
            fputs(content, file)
            fclose(file)
        }
        guard let file = fopen(path, "re") else {
            Issue.record("no \(path); make it with REWRITE_GOLDEN=1")
            return
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        let expected = String(decoding: bytes, as: UTF8.self)
        let pairs = zip(content.split(separator: "\n"), expected.split(separator: "\n"))
        if let (shown, wanted) = pairs.first(where: { $0 != $1 }) { #expect(shown == wanted) }
        #expect(content == expected)
    }

    @Test("an SVG")
    func svg() throws { Self.expect(try FlameShop.graph().svg(), "flame.svg") }

    @Test("an inverted SVG that grows downwards, of a comparison")
    func difference() throws {
        let graph = try FlameShop.difference {
            $0.isInverted = true
            $0.isIcicle = true
            $0.width = 600
        }
        Self.expect(graph.svg(), "flame-difference.svg")
    }

    @Test("a page")
    func page() throws { Self.expect(try FlameShop.graph().html(), "flame.html") }
}
