import Testing

@testable import Workloads

@Suite("Text in bytes")
struct BytesTests {
    private func text(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes = Array("<".utf8)
        write(&bytes)
        return String(decoding: bytes.dropFirst(), as: UTF8.self)
    }

    @Test(
        "a number has the digits that the standard library gives it",
        arguments: [0, 7, 10, -1, 99, 100, 1_234_567_890, Int.max, Int.min])
    func decimal(value: Int) {
        #expect(text { $0.append(decimal: value) } == String(value))
    }

    @Test("a short number is filled with zeros and a long one is not cut")
    func padded() {
        #expect(text { $0.append(decimal: 0, width: 3) } == "000")
        #expect(text { $0.append(decimal: 42, width: 4) } == "0042")
        #expect(text { $0.append(decimal: 99, width: 2) } == "99")
        #expect(text { $0.append(decimal: 12_345, width: 3) } == "12345")
    }

    @Test("a hexadecimal number always has sixteen digits")
    func hexadecimal() {
        #expect(text { $0.append(hexadecimal: 0) } == "0000000000000000")
        #expect(text { $0.append(hexadecimal: 0x0123_4567_89AB_CDEF) } == "0123456789abcdef")
        #expect(text { $0.append(hexadecimal: .max) } == "ffffffffffffffff")
    }

    @Test("every scalar is quoted as JSON that SQLite reads back as the same text")
    func quoted() throws {
        let database = try Database(path: ":memory:")
        let extract = try database.prepare("SELECT json_extract(?1, '$'), json_valid(?1)")
        let scalars = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
        // Zero is left out: SQLite ends a text that it extracts there.
        for start in stride(from: 1, to: scalars.count, by: 1_000) {
            let original = scalars[start..<min(start + 1_000, scalars.count)].map(String.init).joined()
            let quoted = text { $0.append(quoted: original) }
            try extract.bind(quoted)
            #expect(try extract.step())
            #expect(extract.text(0).utf8.elementsEqual(original.utf8), "from scalar \(start)")
            #expect(extract.integer(1) == 1)
            #expect(!quoted.utf8.contains { $0 < 0x20 || "<>&".utf8.contains($0) })
            #expect(!quoted.unicodeScalars.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
        }
        #expect(text { $0.append(quoted: "\0") } == "\"\\u0000\"")
        #expect(text { $0.append(quoted: "") } == "\"\"")
    }
}
