import Testing

@testable import Lab

@Suite("Comparison: tables")
struct ComparisonBuilderTests {
    private func tables(
        _ texts: [String], grouping: Grouping? = nil, filter: String? = nil,
        options: ComparisonOptions = ComparisonOptions()
    ) throws -> ComparisonTables {
        var builder = try ComparisonBuilder(grouping: grouping ?? Grouping(), filter: filter.map { try Filter($0) })
        for (index, text) in texts.enumerated() {
            try builder.add(contentsOf: GoBenchmarkReader(contents: text.utf8, file: "f\(index)"))
        }
        return builder.tables(options)
    }

    private func lines(_ name: String, _ values: [Double], unit: String = "x") -> String {
        values.map { "Benchmark\(name) 1 \($0) \(unit)\n" }.joined()
    }

    @Test("a cell has the sorted sample, its summary and the change from the base")
    func cell() throws {
        let table = try #require(
            tables([lines("A", [3, 1, 2, 5, 4, 6]), lines("A", [30, 10, 20, 50, 40, 60])]).tables.first)
        #expect(table.metric == Metric("x"))
        #expect(table.columns.map(\.label) == ["f0", "f1"])
        #expect(table.rows.map(\.label) == ["A"])
        let head = try #require(table.rows[0].cells[1])
        #expect(head.sample == [10, 20, 30, 40, 50, 60])
        #expect(head.summary.centre == 35)
        #expect(head.summary.low == 10 && head.summary.high == 60)
        let change = try #require(head.change)
        #expect(change.relative == 9)
        #expect(change.isSignificant)
        // Of C(12, 6) = 924 divisions, 1 is as extreme on each side.
        #expect(abs((change.p ?? 0) - 2.0 / 924) < 1e-15)
        #expect(table.rows[0].cells[0]?.change == nil)
    }

    @Test("without a base, or with one of zero, there is no relative change")
    func noBase() throws {
        let table = try #require(
            tables([
                lines("A", [0, 0, 0, 0, 0, 0]), lines("A", [1, 2, 3, 4, 5, 6]) + lines("B", [1]),
            ]).tables.first)
        let change = try #require(table.rows[0].cells[1]?.change)
        #expect(change.relative == nil)
        #expect(change.isSignificant)
        #expect(table.rows[1].cells[0] == nil)
        #expect(table.rows[1].cells[1]?.change == nil)
        #expect(table.geomeans[1].ratio == nil)
        #expect(table.geomeans[1].warnings == [])
        #expect(table.geomeans[0].warnings == [.noGeometricMean])
    }

    @Test("an exact metric is compared as it is, however few values there are")
    func exact() throws {
        let unit = "Unit x assume=exact better=higher\n"
        let table = try #require(tables([unit + lines("A", [4]), lines("A", [5])]).tables.first)
        #expect(table.metric == Metric("x", .higherIsBetter, .exact))
        let change = try #require(table.rows[0].cells[1]?.change)
        #expect(change.relative == 0.25)
        #expect(change.p == nil)
        #expect(change.isSignificant)
        #expect(change.warnings == [])
    }

    @Test("an exact metric whose values differ says so")
    func notExact() throws {
        let table = try #require(tables(["Unit x assume=exact\n" + lines("A", [4, 5, 4])]).tables.first)
        #expect(table.rows[0].cells[0]?.summary.centre == 4)
        #expect(table.rows[0].cells[0]?.warnings == [.notExact(low: 4, high: 5)])
    }

    @Test("samples that are too small are said to be, with what would be enough")
    func small() throws {
        let table = try #require(tables([lines("A", [1, 2]), lines("A", [3, 4])]).tables.first)
        let head = try #require(table.rows[0].cells[1])
        #expect(head.warnings == [.noInterval(needed: 6, confidence: 0.95)])
        #expect(head.change?.warnings == [.noPower(needed: 4, alpha: 0.05)])
        #expect(head.change?.isSignificant == false)
    }

    @Test("equal values on both sides are nothing to test")
    func allEqual() throws {
        let table = try #require(tables([lines("A", [7, 7, 7]), lines("A", [7, 7, 7])]).tables.first)
        let change = try #require(table.rows[0].cells[1]?.change)
        #expect(change.p == nil)
        #expect(change.relative == 0)
        #expect(change.warnings == [.allEqual])
        #expect(!change.isSignificant)
    }

    @Test("results that differ in something hidden get a warning that names it")
    func mixed() throws {
        let text = lines("A/k=1", [1]) + "cpu: fast\n" + lines("A/k=2", [2])
        let all = try tables([text], grouping: Grouping(table: "", row: ".name"))
        #expect(all.tables[0].rows[0].cells[0]?.warnings.first == .mixed(keys: ["cpu", ".fullname"]))
        let ignoring = try tables([text], grouping: Grouping(table: "", row: ".name", ignore: "/k,cpu"))
        #expect(
            ignoring.tables[0].rows[0].cells[0]?.warnings.contains { if case .mixed = $0 { true } else { false } }
                == false)
    }

    @Test("a column of other benchmarks than the base's has a geomean that warns")
    func differentBenchmarks() throws {
        let table = try #require(
            tables([lines("A", [1]) + lines("B", [8]), lines("B", [4]) + lines("C", [100])]).tables.first)
        #expect(table.geomeans[1].warnings == [.differentBenchmarks])
        #expect(abs((table.geomeans[1].ratio ?? 0) - 0.5) < 1e-15)
        #expect(abs((table.geomeans[1].value ?? 0) - 20) < 1e-12)
    }

    @Test("units metadata in a later file holds for results in earlier ones")
    func lateMetadata() throws {
        let texts = [lines("A", [1]), "Unit x assume=exact\nUnit x assume=nothing\n" + lines("A", [2])]
        var builder = try ComparisonBuilder(grouping: Grouping())
        for text in texts { try builder.add(contentsOf: GoBenchmarkReader(contents: text.utf8, file: "f")) }
        #expect(builder.tables().tables.first?.metric.kind == .exact)
        #expect(builder.warnings.map(\.description) == ["f:2: unit x: declared exact before; that stands"])
    }

    @Test("a repeated unit in a line, and a unit with another spelling, add to the same sample")
    func repeatedUnits() throws {
        let table = try #require(tables(["BenchmarkA 1 1 ns/op 2 ns/op 3e-9 sec/op\n"]).tables.first)
        #expect(table.rows[0].cells[0]?.sample == [1e-9, 2e-9, 3e-9])
    }

    @Test("a fixed order leaves out results with other values")
    func fixedOrder() throws {
        let text = lines("A/f=x", [1]) + lines("A/f=y", [2]) + lines("A/f=z", [3])
        let table = try #require(
            tables([text], grouping: Grouping(row: ".name", column: "/f@(z x)", ignore: ".file")).tables.first)
        #expect(table.columns.map(\.label) == ["z", "x"])
        #expect(table.rows[0].cells.map { $0?.sample } == [[3], [1]])
    }

    @Test("a filter that leaves nothing leaves no tables, and rendering them gives nothing")
    func nothingLeft() throws {
        let tables = try tables([lines("A", [1])], filter: ".name:B")
        #expect(tables.tables.isEmpty)
        #expect(tables.text() == "")
        #expect(tables.csv().text == "")
        #expect(tables.markdown() == "")
    }

    @Test("an unknown unit has a table like any other")
    func unknownUnit() throws {
        let text = try tables([lines("A", [1500, 1500, 1500], unit: "wörbs/☃")]).text()
        #expect(text.contains("│   wörbs/☃    │"))
        #expect(text.contains("A   1.500k ± ∞ ¹"))
    }

    @Test("warnings are kept up to a limit and counted beyond it")
    func warningLimit() throws {
        let text = String(repeating: "BenchmarkX bad\n", count: 250) + lines("A", [1])
        var builder = try ComparisonBuilder(grouping: Grouping())
        try builder.add(contentsOf: GoBenchmarkReader(contents: text.utf8, file: "f"))
        #expect(builder.warnings.count == 100)
        #expect(builder.omittedWarnings == 150)
        #expect(builder.resultCount == 1)
    }
}
