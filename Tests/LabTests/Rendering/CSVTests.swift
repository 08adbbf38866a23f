import Testing

@testable import Lab

@Suite("Rendering: comma-separated values")
struct CSVTests {
    @Test("a field is quoted only where it must be")
    func quoting() {
        #expect(CSV.quoted("plain text") == "plain text")
        #expect(CSV.quoted("") == "")
        #expect(CSV.quoted("a,b") == "\"a,b\"")
        #expect(CSV.quoted("say \"hi\"") == "\"say \"\"hi\"\"\"")
        #expect(CSV.quoted(" x") == "\" x\"")
        #expect(CSV.quoted("two\r\nlines") == "\"two\r\nlines\"")
    }

    @Test(
        "columns have the letters of spreadsheets",
        arguments: [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")])
    func letters(index: Int, name: String) {
        #expect(CSV.columnName(index) == name)
    }

    @Test("a warning names the cell of its value")
    func warnings() throws {
        var builder = try ComparisonBuilder(grouping: Grouping())
        for file in ["a", "b"] {
            let text = "goos: linux\nBenchmarkA 1 1 x\nBenchmarkB 1 2 x\n"
            try builder.add(contentsOf: GoBenchmarkReader(contents: text.utf8, file: file))
        }
        let csv = builder.tables().csv()
        #expect(csv.text.hasPrefix("goos: linux\n,a,,b,,,\n,x,CI,x,CI,vs base,P\nA,1,∞,1,∞,~,p=1.000 n=1\n"))
        #expect(csv.warnings.count == 6)
        #expect(csv.warnings[0] == "B4: at least 6 samples needed for an interval at confidence 0.95")
        #expect(csv.warnings[2] == "F4: nothing to test: all values are equal")
    }
}
