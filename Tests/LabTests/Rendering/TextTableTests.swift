import Testing

@testable import Lab

@Suite("Rendering: text tables")
struct TextTableTests {
    @Test("columns are as wide as their widest cell, and alignment holds within them")
    func alignment() {
        var table = TextTable()
        table.startRow()
        table.add("name")
        table.add("1", .right)
        table.add("left")
        table.startRow()
        table.add("n")
        table.add("1000", .right)
        table.add("x", .centre)
        #expect(table.formatted() == "name    1 left\nn    1000  x\n")
    }

    @Test("a spanning cell widens its columns evenly, the narrow ones excepted")
    func span() {
        var table = TextTable()
        table.startRow()
        table.add("a")
        table.add("b", margin: "|")
        table.add("c", margin: "|")
        table.startRow()
        table.skip(to: 1)
        table.add("123456789", span: 2, margin: "|")
        table.keepNarrow(2..<3)
        #expect(table.formatted() == "a|b      |c\n |123456789\n")
    }

    @Test("empty cells leave no white space at the end of a line, and empty rows stay")
    func blanks() {
        var table = TextTable()
        table.startRow()
        table.add("a")
        table.add("")
        table.add("   ")
        table.startRow()
        table.startRow()
        table.add("b")
        #expect(table.formatted() == "a\n\nb\n")
        #expect(TextTable().formatted() == "")
    }
}
