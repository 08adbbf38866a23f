import Glibc
import Testing

@testable import Lab

/// Compares with what benchstat itself printed for the inputs in `Tests/Conformance/benchstat`.
@Suite("Comparison: agreement with benchstat")
struct BenchstatConformanceTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var files: [String]
        var table = ".config"
        var row = ".fullname"
        var column = ".file"
        var ignore = ""
        var filter = "*"
        var options = ComparisonOptions()
        var testDescription: String { name }

        func tables() throws -> ComparisonTables {
            var builder = try ComparisonBuilder(
                grouping: Grouping(table: table, row: row, column: column, ignore: ignore), filter: Filter(filter))
            for var input in ResultInput.parse(files) {
                input.path = BenchstatConformanceTests.directory + input.path
                try builder.add(contentsOf: GoBenchmarkReader(input))
            }
            return builder.tables(options)
        }
    }

    static let cases = [
        Case(name: "two-files", files: ["base.txt", "head.txt"]),
        Case(name: "one-file", files: ["base.txt"]),
        Case(name: "same-file-twice", files: ["base.txt", "base.txt"]),
        Case(name: "labels", files: ["before=base.txt", "after=head.txt"], filter: ".name:Search"),
        Case(name: "columns-by-format", files: ["formats.txt"], column: "/format", filter: ".unit:ns/op"),
        Case(name: "fixed-order", files: ["formats.txt"], row: "/size@num", column: "/format@(proto json)"),
        Case(
            name: "two-level-header", files: ["formats.txt"], row: ".name", column: "/format,/size",
            filter: "/size:(64 OR 1k)"),
        Case(
            name: "tables-by-size", files: ["formats.txt"], table: "/size@alpha", row: ".name", column: "/format@alpha"),
        Case(name: "mixed", files: ["base.txt", "head.txt"], row: ".name", ignore: "/size"),
        Case(name: "exact", files: ["exact.txt"], column: "variant"),
        Case(name: "small", files: ["small-base.txt", "small-head.txt"]),
        Case(
            name: "small-at-other-levels", files: ["small-base.txt", "small-head.txt"],
            options: ComparisonOptions(alpha: 0.2, confidence: 0.75)),
        Case(name: "configurations", files: ["configured.txt"]),
        Case(name: "configurations-as-columns", files: ["configured.txt"], column: "toolchain", ignore: "goos,flags"),
        Case(
            name: "three-files", files: ["base.txt", "head.txt", "again=base.txt"],
            filter: ".unit:(sec/op OR B/op) -.name:Export"),
    ]

    @Test("the text is the same to the character", arguments: cases)
    func text(_ test: Case) throws {
        #expect(try test.tables().text() == contents("expected/\(test.name).txt"))
    }

    @Test(
        "the comma-separated values are the same",
        arguments: [
            Case(name: "two-files", files: ["base.txt", "head.txt"]),
            Case(name: "fixed-order", files: ["formats.txt"], row: "/size@num", column: "/format@(proto json)"),
            Case(name: "mixed", files: ["base.txt", "head.txt"], row: ".name"),
            Case(name: "small", files: ["small-base.txt", "small-head.txt"]),
        ])
    func csv(_ test: Case) throws {
        func fields(_ text: String) -> [[Substring]] {
            text.split(separator: "\n", omittingEmptySubsequences: false).map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        }
        let actual = fields(try test.tables().csv().text)
        let expected = fields(try contents("expected/\(test.name).csv"))
        #expect(actual.map(\.count) == expected.map(\.count))
        for (actual, expected) in zip(actual.joined(), expected.joined()) where actual != expected {
            // Means of logarithms differ in the last place between mathematical libraries.
            let (a, b) = (Double(actual) ?? .nan, Double(expected) ?? .nan)
            #expect(abs(a - b) <= 1e-14 * abs(b), "\(actual) is not \(expected)")
        }
    }

    /// The package's `Tests/Conformance/benchstat/`, found from this file's own place.
    fileprivate static let directory: String =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        + "/Conformance/benchstat/"

    private func contents(_ file: String) throws -> String {
        var text = ""
        let reader = try LineReader(path: Self.directory + file, file: file)
        try reader.forEachLine { line, _, isTerminated in
            text += String(decoding: line, as: UTF8.self) + (isTerminated ? "\n" : "")
        }
        return text
    }
}
