import Lab
import Testing

@Suite("JSON values")
struct JSONValueTests {
    static let texts: [(String, JSONValue)] = [
        ("null", nil), ("true", true), (" [1, -2.5e3, 0] ", [1, -2500, 0]),
        (#"{"a": {"b": []}, "c": ""}"#, ["a": ["b": []], "c": ""]),
        (#""\u0041\n\"\\\/\ud83d\ude00é""#, "A\n\"\\/😀é"), ("5e-324", .number(.leastNonzeroMagnitude)), ("1E+2", 100),
    ]

    @Test("valid texts read as what they say", arguments: texts)
    func validTexts(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test(
        "texts that are not JSON are refused with a place",
        arguments: [
            "", " ", "{", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":1,}", "{\"a\":1,\"a\":2}", "01", "1.", "1e", "-", "+1",
            "NaN", "Infinity", "1e999", "tru", "nul", "\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
            "\"\u{1}\"", "1 1", "[1]]", String(repeating: "[", count: 100),
        ])
    func invalidTexts(text: String) {
        #expect(throws: JSONError.self) { try JSONValue(parsing: text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() {
        let bytes: [UInt8] = [0x22, 0xFF, 0xFE, 0x22]
        #expect(throws: JSONError.self) { try bytes.withUnsafeBytes { try JSONValue(parsing: $0) } }
    }

    @Test("what is written reads back the same, in both layouts", arguments: [JSONValue.Layout.compact, .indented])
    func roundTrip(layout: JSONValue.Layout) throws {
        let value: JSONValue = [
            "numbers": [
                0, -1, 0.1, 1e300, .number(.leastNonzeroMagnitude), 123_456_789_012_345_680, 1.2345678901234567e-6,
            ],
            "text": "tab\t quote\" back\\ line\n nul\u{0} é 😀 </script>", "empty": [], "none": nil, "flag": false,
            "nested": [["a": []]],
        ]
        #expect(try JSONValue(parsing: value.text(layout)) == value)
    }

    @Test("an object with many members finds a repeated name")
    func manyMembers() {
        let members = (0..<40).map { "\"k\($0)\":\($0)" }
        #expect(throws: Never.self) { try JSONValue(parsing: "{" + members.joined(separator: ",") + "}") }
        #expect(throws: JSONError.self) {
            try JSONValue(parsing: "{" + (members + ["\"k3\":1"]).joined(separator: ",") + "}")
        }
    }

    @Test("values that JSON has no number for are written as null")
    func notFinite() {
        #expect(JSONValue.array([.number(.nan), .number(.infinity)]).text() == "[null,null]")
        #expect(JSONValue(finite: .nan) == .null)
    }
}
