import Profilers
import Testing

@testable import BenchRunner

@Suite("Names in bench top")
struct TopNamesTests {
    private func lines(
        _ stacks: KeyValuePairs<String, Int64>, by grouping: ProfileTable.Grouping = .function, width: Int?
    ) -> [String] {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        for (name, value) in stacks {
            let function = builder.function(Function(name: name, file: "/src/Shop/Cart.swift"))
            let location = builder.location(Location(lines: [Line(function: function, number: 12)]))
            builder.add(leafFirst: [location], values: [value])
        }
        let table = ProfileTable(builder.profile, sampleType: 0, by: grouping)
        let text = TopReport(builder.profile, table, count: 0).text(.plain, width: width)
        return text.split(separator: "\n").dropFirst().map(String.init)
    }

    private static let long =
        "FoundationEssentials.JSONEncoderImpl.wrapEncodable<A>(A, for: Swift.CodingKey?) throws -> FoundationEssentials.JSONEncoderValue?"

    @Test("a row has the short form of its function's name")
    func short() {
        let lines = lines([Self.long: 3, "specialized Shop.Cart.total() -> Shop.Cents": 2], width: nil)
        #expect(lines[1].hasSuffix("  FoundationEssentials.JSONEncoderImpl.wrapEncodable(_:for:)"))
        #expect(lines[2].hasSuffix("  Shop.Cart.total() [specialized]"))
    }

    @Test("where names do not fit, bars go first, then modules, then the middle")
    func narrow() {
        func last(_ width: Int) -> String { lines([Self.long: 3], width: width)[1] }
        #expect(last(120).hasSuffix("██████████  FoundationEssentials.JSONEncoderImpl.wrapEncodable(_:for:)"))
        #expect(last(80).hasSuffix("100.0%  JSONEncoderImpl.wrapEncodable(_:for:)"))
        #expect(last(60).hasSuffix("100.0%  JSONEncoderImpl…odable(_:for:)"))
        for width in 52...130 { #expect(last(width).count <= width) }
        #expect(lines([Self.long: 3], width: 80)[0].hasSuffix("total %  function"))
    }

    @Test("what the compiler made of a function goes before any of its name does")
    func marks() {
        let name =
            "merged generic specialization <Swift.Int> of static Swift.String._uncheckedFromUTF8(_: Swift.Int) -> ()"
        #expect(
            lines([name: 3], width: 100)[1].hasSuffix("  static String._uncheckedFromUTF8(_:) [merged, specialized]"))
        #expect(lines([name: 3], width: 80)[1].hasSuffix("  static String._uncheckedFromUTF8(_:)"))
    }

    @Test("bars stay where the names fit beside them")
    func bars() {
        #expect(lines(["Shop.Cart.total() -> Shop.Cents": 3], width: 80)[1].hasSuffix("██████████  Shop.Cart.total()"))
    }

    @Test("overloads are told apart, whichever form they are shown in")
    func overloads() {
        let names: KeyValuePairs<String, Int64> = [
            "Shop.Cart.add(Shop.Item) -> ()": 5, "Shop.Cart.add(Shop.Bundle) -> ()": 4,
            "Wire.Cart.add(Shop.Item) -> ()": 3,
        ]
        let wide = lines(names, width: 120).dropFirst().map { $0.split(separator: "█").last.map(String.init) ?? "" }
        #expect(wide.map { $0.suffix(30) }.allSatisfy { $0.contains("Cart.add(_:)") })
        #expect(wide[0].hasSuffix("Shop.Cart.add(_:) {Shop.Item}"))
        #expect(wide[1].hasSuffix("Shop.Cart.add(_:) {Shop.Bundle}"))
        #expect(wide[2].hasSuffix("Wire.Cart.add(_:)"))
        for width in [60, 70, 80] {
            #expect(Set(lines(names, width: width).map { $0.drop { $0 != "C" && $0 != "S" && $0 != "W" } }).count == 4)
        }
    }

    @Test("a line of source has its function's short name and the file's, a file and a module their own")
    func places() {
        let names: KeyValuePairs<String, Int64> = ["Shop.Cart.total() -> Shop.Cents": 3]
        #expect(lines(names, by: .line, width: nil)[1].hasSuffix("  Shop.Cart.total() Cart.swift:12"))
        #expect(lines(names, by: .file, width: nil)[1].hasSuffix("  /src/Shop/Cart.swift"))
    }
}
