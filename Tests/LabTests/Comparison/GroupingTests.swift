import Testing

@testable import Lab

@Suite("Comparison: projections")
struct GroupingTests {
    @Test(
        "a mistake in a projection is reported with its place",
        arguments: [
            ("a,,b", 2, "expected a key, not ','"), (",a", 0, "expected a key, not ','"),
            ("a b *", 4, "expected a key, not '*'"),
            ("a@", 2, "expected alpha, num, first or a list (a b c)"),
            ("a@,b", 2, "expected alpha, num, first or a list (a b c)"),
            ("a@(", 3, "expected a value or ')', not the end"),
            ("a@(,", 3, "expected a value or ')', not ','"), ("a@()", 3, "the list of values is empty"),
            ("a@size", 2, "unknown order 'size'; it is alpha, num, first or a list (a b c)"),
            (".unit", 0, ".unit is for filters; every unit has a table of its own"),
            (".fil", 0, "unknown key '.fil'; keys with a point are .config, .name, .fullname and .file"),
            (".config@(a b)", 8, ".config stands for many keys and cannot have an order of values"),
        ])
    func mistake(expression: String, offset: Int, message: String) throws {
        let failure = try #require(throws: Grouping.Failure.self) { try Grouping(column: expression) }
        #expect(failure.error == ExpressionError(message, in: expression, at: offset))
        #expect(failure.description.hasPrefix("-col: \(message)\n"))
    }

    @Test(
        "keys are separated by commas or white space",
        arguments: ["a,/b,.name", "a /b .name", "a, /b ,\"\\x2ename\"@alpha"])
    func separators(expression: String) throws {
        let fields = try Projection(expression).fields
        #expect(fields.map(\.key) == [.configuration("a"), .namePart("/b"), .name])
    }

    @Test("what no projection names is the residue, without the keys that one names")
    func residue() throws {
        #expect(try Grouping().residue.fields.isEmpty)
        #expect(try Grouping(row: "/size").residue.fields.map(\.key) == [.fullName])
        #expect(
            try Grouping(table: "goos", row: ".name", ignore: ".fullname").residue.fields.map(\.key) == [
                .allConfiguration
            ])
        let grouping = try Grouping(table: "goos", row: ".name", column: "/size", ignore: "cpu")
        #expect(grouping.separateConfiguration == ["goos", "cpu"])
        #expect(Set(grouping.separateNameKeys) == [".name", "/size"])
    }
}
