import Glibc
import Profilers
import Testing

@Suite struct PprofBadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]
        /// What the error has to say, all or a part of it.
        let message: String

        init(_ description: String, _ bytes: [UInt8], _ message: String) {
            testDescription = description
            self.bytes = bytes
            self.message = message
        }
    }

    private typealias Wire = WireBytes
    private static let compressed = (try? Profile.random(seed: 1).pprof()) ?? []

    static let cases: [Case] = [
        Case("an empty file", [], "the file is empty"),
        Case("text", Array("main;work 10\n".utf8), "this is no profile"),
        Case("the start of gzip", [0x1F, 0x8B], "compressed byte 2: the compressed data are cut off"),
        Case(
            "a truncated gzip", Array(compressed.dropLast(20)),
            "compressed byte \(compressed.count - 20): the compressed data are cut off"),
        Case("bytes behind gzip", compressed + [1, 2], "compressed byte \(compressed.count): something follows"),
        Case(
            "gzip with a changed byte", flipped(compressed, at: compressed.count - 6), "the compressed data are damaged"
        ),
        Case(
            "a truncated message", Array(Wire.profile().dropLast(1)),
            "the data are cut off: 1 bytes are announced, 0 are left"),
        Case("no texts", Wire.profile(texts: []), "string_table: there are no texts"),
        Case(
            "a first text that is not empty", Wire.profile(texts: Wire.texts("x", "a", "b", "c")),
            "string_table[0]: is not empty"),
        Case(
            "a text out of range", Wire.profile(function: Wire.number(1, 1) + Wire.number(2, 4)),
            "function[0].name: there is no text 4: there are 4"),
        Case("a negative text", Wire.profile(type: Wire.number(1, .max)), "sample_type[0].type: there is no text -1"),
        Case("no sample type", Wire.texts("", "a"), "sample_type: there is no sample type"),
        Case("a function with id 0", Wire.profile(function: Wire.number(2, 3)), "function[0].id: 0 is no id"),
        Case("a location with id 0", Wire.profile(location: Wire.number(3, 1)), "location[0].id: 0 is no id"),
        Case(
            "a function that is there twice", Wire.profile(more: Wire.message(5, Wire.number(1, 1))),
            "function[1].id: there is another function with the id 1"),
        Case(
            "a location that is there twice", Wire.profile(more: Wire.message(4, Wire.number(1, 1))),
            "location[1].id: there is another location with the id 1"),
        Case(
            "a mapping that is there twice",
            Wire.profile(more: Wire.message(3, Wire.number(1, 9)) + Wire.message(3, Wire.number(1, 9))),
            "mapping[1].id: there is another mapping with the id 9"),
        Case(
            "a location that is missing", Wire.profile(sample: Wire.number(1, 7) + Wire.number(2, 5)),
            "sample[0].location_id: there is no location with the id 7"),
        Case(
            "a function that is missing",
            Wire.profile(location: Wire.number(1, 1) + Wire.message(4, Wire.number(1, 8))),
            "location[0].line.function_id: there is no function with the id 8"),
        Case(
            "a mapping that is missing", Wire.profile(location: Wire.number(1, 1) + Wire.number(2, 3)),
            "location[0].mapping_id: there is no mapping with the id 3"),
        Case("an empty stack", Wire.profile(sample: Wire.number(2, 5)), "sample[0].location_id: the stack is empty"),
        Case(
            "a value too few", Wire.profile(sample: Wire.number(1, 1)),
            "sample[0].value: there are 0 values, but 1 sample types"),
        Case(
            "a value too many", Wire.profile(sample: Wire.number(1, 1) + Wire.message(2, [1, 2])),
            "there are 2 values, but 1 sample types"),
        Case(
            "a name of a million characters",
            Wire.profile(texts: Wire.texts("", "samples", "count", String(repeating: "x", count: 1_000_000))),
            "string_table[3]: the text has 1000000 bytes; at most 262144 are read"),
        Case(
            "a mapping that ends before it starts",
            Wire.profile(more: Wire.message(3, Wire.number(1, 1) + Wire.number(2, 9))),
            "mapping[0].memory_limit: ends at 0x0, before its start at 0x9"),
        Case(
            "a number of 11 bytes", Wire.profile(more: Wire.varint(9 << 3) + Array(repeating: 0xFF, count: 10) + [1]),
            "a number has more than 64 bits"),
        Case(
            "a group, which protobuf has given up", Wire.profile(more: [0xA3, 0x06]),
            "encoding 3 is not one of protobuf's"),
        Case(
            "a message where a number should be", Wire.profile(more: Wire.message(12, [1])),
            "period: is encoded as bytes, not as a number"),
        Case("field number 0", Wire.profile(more: [0x00, 1]), "0 is no field's number"),
        Case(
            "300 sample types", Wire.profile(more: (0..<300).flatMap { _ in Wire.message(1, []) }),
            "sample_type[256]: there are more than 256 of them"),
        // Messages within messages are ranges of bytes that nobody enters.
        Case("10,000 messages, one in another", nested(10_000) + [0x08], "the data are cut off in a number"),
    ]

    private static func flipped(_ bytes: [UInt8], at place: Int) -> [UInt8] {
        var bytes = bytes
        bytes[place] ^= 0x55
        return bytes
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        // Short lengths are right and long ones only a little wrong, which is enough: the field is unknown.
        (0..<min(depth, 40)).reduce([]) { content, _ in Wire.message(100, content) }
    }

    @Test("each is an error that says what is wrong and where", arguments: cases)
    func refused(_ it: Case) {
        let error = #expect(throws: ProfileFormatError.self) { try Profile(pprof: it.bytes) }
        #expect(error?.description.contains(it.message) == true, "\(error?.description ?? "no error")")
        #expect((error?.description.utf8.count ?? 0) < 300)
    }

    @Test("an error in a file names the file")
    func path() throws {
        let folder = try ScratchFolder()
        let path = try folder.write("cut.pb.gz", Self.compressed.dropLast(9))
        let error = #expect(throws: ProfileFormatError.self) { try Profile(contentsOf: path) }
        #expect(
            error?.description
                == "\(path): compressed byte \(Self.compressed.count - 9): the compressed data are cut off")
        let missing = #expect(throws: ProfileFormatError.self) { try Profile(contentsOf: "\(folder.path)/none") }
        #expect(missing?.description == "\(folder.path)/none: cannot be read: no such file or directory")
    }

    @Test("the bytes of the handmade profile are right where nothing is changed")
    func handmade() throws { #expect(try Profile(pprof: WireBytes.profile()).named == ["f": [5]]) }

    @Test("a gzip bomb is given up before it takes much memory")
    func bomb() throws {
        // 16 MiB of zeros in an unknown field, of which gzip makes 16 KB; bytes that cannot be compressed, behind them, do not help.
        let zeros = WireBytes.message(100, Array(repeating: 0, count: 16 << 20))
        let bomb = try #require(Gzipped.bytes(zeros)) + Array(repeating: 7, count: 1 << 20)
        var limits = ProfileReadingLimits()
        limits.trustedSize = 4 << 20
        let error = #expect(throws: ProfileFormatError.self) { try Profile(pprof: bomb, limits: limits) }
        #expect(error?.description.contains("expands more than 200-fold") == true)
        limits.expandedSize = 1 << 20
        let other = #expect(throws: ProfileFormatError.self) { try Profile(pprof: bomb, limits: limits) }
        #expect(other?.description == "expands to more than 1048576 bytes, the most that is read")
    }

    @Test("negative values and the ends of the range are kept")
    func values() throws {
        for value in [-1, .min, .max] as [Int64] {
            let sample = WireBytes.number(1, 1) + WireBytes.number(2, UInt64(bitPattern: value))
            #expect(try Profile(pprof: WireBytes.profile(sample: sample)).named == ["f": [value]])
        }
    }

    @Test("bytes that are not UTF-8 become U+FFFD")
    func invalidText() throws {
        let texts = WireBytes.texts("", "samples", "count") + WireBytes.message(6, [0x61, 0xFF, 0x62])
        #expect(try Profile(pprof: WireBytes.profile(texts: texts)).named == ["a\u{FFFD}b": [5]])
    }
}
