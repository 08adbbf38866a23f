import Profilers
import Testing

@Suite struct DemanglerTests {
    @Test("libswiftCore's names are demangled as swift-demangle and c++filt do")
    func againstTools() throws {
        let path = try #require(SymbolizerTests.loaded("libswiftCore.so"))
        let all = try Tools.run("nm", [path]).split(separator: "\n").compactMap { line -> String? in
            let fields = line.split(separator: " ")
            return fields.count == 3 && "tT".contains(fields[1]) ? String(fields[2]) : nil
        }
        let swift = Array(
            all.filter { $0.hasPrefix("$s") }.sorted().enumerated().filter { $0.offset % 40 == 0 }.map(\.element))
        let simple = ["--compact", "--no-sugar"]
        let expected = try Tools.run("swift-demangle", simple, input: swift.joined(separator: "\n")).split(
            separator: "\n")
        try #require(expected.count == swift.count && swift.count > 300)
        for (name, expected) in zip(swift, expected) { #expect(Demangler.demangle(name) == String(expected)) }
        let cPlusPlus = Array(
            all.filter { $0.hasPrefix("_Z") }.sorted().enumerated().filter { $0.offset % 20 == 0 }.map(\.element))
        let filtered = try Tools.run("c++filt", [], input: cPlusPlus.joined(separator: "\n")).split(separator: "\n")
        try #require(filtered.count == cPlusPlus.count && cPlusPlus.count > 50)
        for (name, expected) in zip(cPlusPlus, filtered) { #expect(Demangler.demangle(name) == String(expected)) }
    }

    @Test("names that nobody mangled are left alone", arguments: ["main", "_R", "_ZZZZ", "$", "$s", "", "malloc@plt"])
    func plain(name: String) {
        #expect(Demangler.demangle(name) == nil)
    }

    @Test("a name of a megabyte is left alone")
    func long() {
        #expect(Demangler.demangle("$s" + String(repeating: "a", count: 1 << 20)) == nil)
    }
}
