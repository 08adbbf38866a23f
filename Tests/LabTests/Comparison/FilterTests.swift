import Testing

@testable import Lab

@Suite("Comparison: filters")
struct FilterTests {
    private static let result = BenchmarkResult(
        name: "Encode/format=json/size=4k-8",
        configuration: ["goos": "linux", "note": "two words"],
        file: "old.txt",
        measurements: [.init(1e-6, "sec/op", originalUnit: "ns/op"), .init(16, "B/op")])

    /// The units of the result that a filter leaves.
    private func units(_ expression: String) throws -> [String] {
        let filter = try Filter(expression)
        return Self.result.measurements.filter { filter.accepts($0, of: Self.result) }.map(\.unit.name)
    }

    @Test(
        "terms and their combinations select a result",
        arguments: [
            "*", ".name:Encode", ".fullname:Encode/format=json/size=4k-8", ".file:old.txt", "/format:json",
            "/gomaxprocs:8", "goos:linux", "note:\"two words\"", "\"goos\":linux", "goos :linux", "goos: linux",
            "goos:/^lin/", "/size:/k$/", "/format:(gob OR json)", "/format:(gob OR /^j/)", "none:\"\"", "-goos:darwin",
            "-(goos:darwin OR goos:windows)", "goos:linux /format:json", "goos:linux AND /format:json",
            "goos:darwin OR /format:json", "goos:linux AND (/format:gob OR /size:4k)", "--goos:linux", "* *",
            "note:\"two\\u0020words\"", "note:\"\\164wo words\"", "goos:/l[/]|n(u|\\/)x/", ".name:\"Enc\\x6fde\"",
        ])
    func selects(expression: String) throws {
        #expect(try units(expression) == ["sec/op", "B/op"])
    }

    @Test(
        "terms and their combinations reject a result",
        arguments: [
            "-*", ".name:Enc", "goos:LINUX", "/format:xml", "/form:json", "goos:linux goos:darwin",
            "-goos:linux OR goos:darwin", "/format:(gob OR xml)", "none:x", "goos:/^in/",
        ])
    func rejects(expression: String) throws {
        #expect(try units(expression) == [])
    }

    @Test("a filter on units keeps single measurements, by the unit as written or tidied")
    func unit() throws {
        #expect(try units(".unit:ns/op") == ["sec/op"])
        #expect(try units(".unit:sec/op") == ["sec/op"])
        #expect(try units("-.unit:sec/op") == ["B/op"])
        #expect(try units(".unit:(ns/op OR B/op)") == ["sec/op", "B/op"])
        #expect(try units(".unit:B/op goos:linux") == ["B/op"])
        #expect(try units(".unit:B/op goos:darwin") == [])
        #expect(try units(".unit:B/op OR goos:linux") == ["sec/op", "B/op"])
        #expect(try units("-(.unit:B/op OR goos:darwin)") == ["sec/op"])
    }

    @Test("a name alone is a glob over the whole name, with or without the processors")
    func glob() throws {
        for name in [
            "Encode/*", "*json*", "Encode/format=json/size=4k", "Encode*-8", "*/size=?k", "Enc* goos:linux", "-Decode*",
        ] {
            #expect(try units(name) == ["sec/op", "B/op"], "\(name)")
        }
        for name in ["Encode", "encode/*", "?", "*/size=?", "-Enc*", "\"Encode/*\""] {
            #expect(try units(name) == [], "\(name)")
        }
        #expect(try units("\"Encode/format=json/size=4k-8\"").count == 2)
        #expect(try units("*goos:linux").count == 2)
    }

    @Test("a filter on units does not rule a benchmark out before it has run")
    func mayAccept() throws {
        #expect(try Filter(".unit:B/op").mayAccept(Self.result))
        #expect(try Filter("-.unit:B/op goos:linux").mayAccept(Self.result))
        #expect(try !Filter(".unit:B/op goos:darwin").mayAccept(Self.result))
        #expect(try Filter(".unit:B/op OR goos:darwin").mayAccept(Self.result))
    }

    @Test(
        "a mistake is reported with its place",
        arguments: [
            ("", 0, "expected a term such as key:value, not the end"),
            ("()", 1, "expected a term such as key:value, not ')'"),
            ("AND", 0, "expected a term such as key:value, not 'AND'"), ("a:", 2, "expected a value for 'a'"),
            ("a:b AND", 7, "expected a term such as key:value, not the end"), ("(a:b", 4, "missing ')'"),
            ("(a:b))", 5, "')' is not expected here"), ("a:b,c", 3, "',' is not expected here"),
            ("a \"b", 2, "missing closing quote"), ("\"a\\z\":b", 2, "unknown escape sequence"),
            ("\"\\x4\":b", 1, "unknown escape sequence"), ("\"\\400\":b", 1, "unknown escape sequence"),
            ("a:/b", 2, "missing '/' at the end of the regular expression"),
            ("a:/b/c", 5, "a regular expression ends here; write a '/' inside it as '\\/'"),
            ("a:(b c)", 5, "expected OR or ')' behind a value"), ("a:(b OR AND)", 8, "expected a value for 'a'"),
            ("a:()", 3, "expected a value for 'a'"),
            ("x .config:a", 2, ".config stands for many keys; a filter takes one of them, such as goos"),
            (".nmae:a", 0, "unknown key '.nmae'; keys with a point are .name, .fullname, .file and .unit"),
            ("\"\":a", 0, "unknown key ''; keys with a point are .name, .fullname, .file and .unit"),
        ])
    func mistake(expression: String, offset: Int, message: String) {
        #expect(throws: ExpressionError(message, in: expression, at: offset)) { try Filter(expression) }
    }

    @Test("a mistake is shown with a caret under it")
    func caret() throws {
        let error = try #require(throws: ExpressionError.self) { try Filter("ä:b (c:d\te:)") }
        #expect(error.description == "expected a value for 'e'\n    ä:b (c:d e:)\n               ^")
    }

    @Test("a bad regular expression is an error at its place")
    func badRegex() throws {
        let error = try #require(throws: ExpressionError.self) { try Filter("goos:/[[:foo:]]/") }
        #expect(error.offset == 5)
        #expect(error.message.hasPrefix("not a regular expression"))
    }

    @Test("expressions are bounded in length, in depth and in their patterns")
    func bounds() throws {
        let deep = String(repeating: "(", count: 100_00) + "*" + String(repeating: ")", count: 10_000)
        #expect(throws: ExpressionError.self) { try Filter(deep) }
        #expect(throws: ExpressionError.self) { try Filter(String(repeating: "-", count: 10_000) + "*") }
        #expect(throws: ExpressionError.self) { try Filter("a:/" + String(repeating: "x", count: 1001) + "/") }
        #expect(throws: ExpressionError.self) { try Filter(String(repeating: "a:b ", count: 20_000)) }
        _ = try Filter(String(repeating: "a:b ", count: 10_000))
        let error = try #require(throws: ExpressionError.self) {
            try Filter(String(repeating: "a:b ", count: 500) + ")")
        }
        #expect(error.description.utf8.count < 300)
    }

    @Test("a glob with many stars takes time in proportion to its length")
    func slowGlob() {
        let glob = Glob(String(repeating: "*a", count: 200) + "b")
        #expect(!glob.matches(String(repeating: "a", count: 2000)))
    }
}
