import Glibc
import Testing

@testable import Lab

@Suite("JSON under random changes")
struct JSONFuzzTests {
    /// More where `LAB_TESTS=long` is in the environment.
    private static let scale = getenv("LAB_TESTS").map { String(cString: $0) } == "long" ? 100 : 1

    @Test("any value that can be written reads back the same, in both layouts")
    func randomValues() throws {
        var random = Lab.SplitMix64(seed: 1)
        for _ in 0..<(500 * Self.scale) {
            let value = Self.value(depth: 0, using: &random)
            for layout in [JSONValue.Layout.compact, .indented] {
                let text = value.text(layout)
                #expect(try JSONValue(parsing: text) == value)
                if layout == .compact { #expect(!text.contains("\n")) }
            }
        }
    }

    @Test("a changed text is refused at a place within it, or reads as a value that reads back the same")
    func mutations() throws {
        var random = Lab.SplitMix64(seed: 2)
        for _ in 0..<(4_000 * Self.scale) {
            let text = Array(Self.value(depth: 1, using: &random).text().utf8)
            let changed = Mutation.apply(to: text, using: &random)
            do {
                let value = try changed.withUnsafeBytes { try JSONValue(parsing: $0) }
                #expect(try JSONValue(parsing: value.text()) == value)
            } catch let error as JSONError {
                #expect((0...changed.count).contains(error.offset))
                #expect(!error.message.isEmpty)
            }
        }
    }

    @Test("every beginning of a text is refused, but for one that is a number or ends in space")
    func prefixes() throws {
        let text = Array(#"{"a":[1.5e-7,true,null,"\u00e9\ud83d\ude00"],"b":{"c":false}}"#.utf8)
        for count in 0..<text.count {
            #expect(throws: JSONError.self) { try text[..<count].withUnsafeBytes { try JSONValue(parsing: $0) } }
        }
    }

    private static func value(depth: Int, using random: inout Lab.SplitMix64) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 8 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2: return .number(number(using: &random))
        case 3, 4: return .string(string(using: &random))
        case 5, 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in value(depth: depth + 1, using: &random) })
        default:
            let count = Int.random(in: 0..<20, using: &random)
            return .object(
                (0..<count).map { .init("\($0)" + string(using: &random), value(depth: depth + 1, using: &random)) })
        }
    }

    /// Any bit pattern that is a finite number, or one of those that people write.
    private static func number(using random: inout Lab.SplitMix64) -> Double {
        let any = Double(bitPattern: random.next())
        return any.isFinite && Bool.random(using: &random)
            ? any : Double(Int.random(in: -1_000_000...1_000_000, using: &random)) / 1_000
    }

    private static func string(using random: inout Lab.SplitMix64) -> String {
        let alphabet = Array("aé😀\"\\\n\u{0}\u{1F}\u{7F}\u{2028}/ ")
        return String((0..<Int.random(in: 0..<8, using: &random)).map { _ in alphabet[Int(random.next() % 12)] })
    }
}
