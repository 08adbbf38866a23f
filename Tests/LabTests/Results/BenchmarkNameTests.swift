import Testing

@testable import Lab

@Suite("Results: benchmark names")
struct BenchmarkNameTests {
    @Test(
        "a name is split into its base, its parts and the number of processors",
        arguments: [
            ("Encode", "Encode", []), ("Encode-8", "Encode", ["-8"]),
            ("Encode/format=json/fast-8", "Encode", ["/format=json", "/fast", "-8"]),
            ("Encode/a-b", "Encode", ["/a-b"]), ("Encode-", "Encode-", []), ("Encode-x8", "Encode-x8", []),
            ("Encode/n=-3", "Encode", ["/n=", "-3"]), ("A//b", "A", ["/", "/b"]), ("", "", []), ("-8", "", ["-8"]),
            ("8", "8", []), ("Größe/ä=ö-16", "Größe", ["/ä=ö", "-16"]),
        ])
    func parts(full: String, base: String, parts: [String]) {
        let name = BenchmarkName(full)
        #expect(name.base == base)
        #expect(name.parts.map(String.init) == parts)
    }

    @Test("a key of the name has the value of its first part")
    func values() {
        let name: BenchmarkName = "Encode/format=json/size=4k/size=8k/empty=-8"
        #expect(name.value(of: "/format") == "json")
        #expect(name.value(of: "/size") == "4k")
        #expect(name.value(of: "/empty") == "")
        #expect(name.value(of: "/form") == nil)
        #expect(name.value(of: "/gomaxprocs") == "8")
        #expect(BenchmarkName("Encode/gomaxprocs=3").value(of: "/gomaxprocs") == "3")
        #expect(BenchmarkName("Encode").value(of: "/gomaxprocs") == nil)
    }

    @Test("keys that are taken out of a name leave no trace in it")
    func removing() {
        let name: BenchmarkName = "Encode/format=json/fast-8"
        #expect(name.removing([]) == "Encode/format=json/fast-8")
        #expect(name.removing(["/format"]) == "Encode/fast-8")
        #expect(name.removing(["/gomaxprocs"]) == "Encode/format=json/fast")
        #expect(name.removing([".name", "/format", "/none"]) == "*/fast-8")
    }
}
