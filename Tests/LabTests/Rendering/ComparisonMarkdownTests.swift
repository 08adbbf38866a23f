import Testing

@testable import Lab

@Suite("Rendering: Markdown")
struct ComparisonMarkdownTests {
    @Test("a comparison is a table with the notation of the text")
    func table() throws {
        var builder = try ComparisonBuilder(grouping: Grouping())
        for (file, factor) in [("old|1", 1.0), ("new", 2.0)] {
            var text = "goos: linux\n"
            for value in [10.0, 11, 12, 13, 14, 15] {
                text += "BenchmarkA_b 1 \(value * factor) ns/op\nBenchmarkC 1 \(value * 3) ns/op\n"
            }
            try builder.add(contentsOf: GoBenchmarkReader(contents: text.utf8, file: file))
        }
        #expect(
            builder.tables().markdown() == """
                - goos: linux

                | sec/op | old\\|1 | new | vs base |
                |:--|--:|--:|--:|
                | A\\_b | 12.50n ± 20% | 25.00n ± 20% | +100.00% (p=0.002 n=6) |
                | C | 37.50n ± 20% | 37.50n ± 20% | \\~ (p=1.000 n=6) |
                | geomean | 21.65n | 30.62n | +41.42% |

                """)
    }

    @Test("names cannot turn into markup")
    func escaping() throws {
        var builder = try ComparisonBuilder(grouping: Grouping())
        try builder.add(
            contentsOf: GoBenchmarkReader(contents: "Benchmark<img>|[x](y)*` 1 1 x\n".utf8, file: "f"))
        #expect(builder.tables().markdown().contains("| &lt;img&gt;\\|\\[x\\](y)\\*\\` |"))
    }
}
