import Profilers
import Testing

@Suite struct FoldedTests {
    private func read(_ text: String) throws -> Profile { try FoldedFormat.read(Array(text.utf8)) }

    @Test("stacks are read with blanks in names, both line ends, empty lines and comments")
    func reading() throws {
        let text = "main;a b c 3\r\n\n# a comment 7\n   \nmain;(int, char) const 4\nmain;a b c 5\nmain 1"
        #expect(try read(text).named == ["main;a b c": [8], "main;(int, char) const": [4], "main": [1]])
    }

    @Test("empty frames are left out")
    func emptyFrames() throws { #expect(try read(";main;;a; 3\n").named == ["main;a": [3]]) }

    @Test("negative counts are kept, and fractions rounded, with a comment that says so")
    func numbers() throws {
        let profile = try read("a -3\nb 2.5\nc 2.4\nd -0.5\ne 7.0\nf 9223372036854775807\ng -9223372036854775808\n")
        #expect(profile.named == ["a": [-3], "b": [3], "c": [2], "d": [-1], "e": [7], "f": [.max], "g": [.min]])
        #expect(profile.comments == ["counts that are no whole numbers were rounded, on 3 lines"])
    }

    @Test("two numbers on every line are base and head; on some lines, the first is part of a name")
    func columns() throws {
        let both = try read("main;a 10 12\nmain;b 0 4\nmain;a 1 1\n")
        #expect(both.sampleTypes.map(\.name) == ["base", "samples"])
        #expect(both.named == ["main;a": [11, 13], "main;b": [0, 4]])
        #expect(try read("main;a 10 12\nmain;b 4\n").named == ["main;a 10": [12], "main;b": [4]])
    }

    struct Bad: Sendable, CustomTestStringConvertible {
        let text: String
        let message: String
        var testDescription: String { message }
    }

    @Test(
        "each wrong line is an error with its number",
        arguments: [
            Bad(text: "main;a 1\nmain;b\n", message: "line 2: no count of 64 bits stands behind the stack 'main;b'"),
            Bad(
                text: "main;a 1\nmain;b x\n", message: "line 2: no count of 64 bits stands behind the stack 'main;b x'"),
            Bad(text: "a 1\n\n 12\n", message: "line 3: the stack is empty: there is no frame before the count"),
            Bad(text: ";; 12\n", message: "line 1: the stack is empty: there is no frame before the count"),
            Bad(
                text: "a 99999999999999999999\n",
                message: "line 1: no count of 64 bits stands behind the stack 'a 99999999999999999999'"),
            Bad(text: "\n\n", message: "no stacks are in this file"),
            Bad(
                text: "a;\(String(repeating: "x", count: 1_000_000)) 1\n",
                message: "line 1: a frame's name has 1000000 bytes; at most 262144 are read"),
        ])
    func refused(_ bad: Bad) {
        let error = #expect(throws: ProfileFormatError.self) { try read(bad.text) }
        #expect(error?.description == bad.message)
    }

    @Test("bytes that are not UTF-8 become U+FFFD, and names that become equal are one")
    func invalidText() throws {
        let profile = try FoldedFormat.read([0x61, 0xFF, 0x20, 0x31, 0x0A, 0x61, 0xFE, 0x20, 0x32, 0x0A])
        #expect(profile.named == ["a\u{FFFD}": [3]])
        #expect(profile.functions.count == 1)
    }

    @Test(
        "what is read does not depend on where blocks end, nor on the order of lines", arguments: 0..<5 as Range<UInt64>
    )
    func blocks(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var expected: [String: [Int64]] = [:]
        var lines: [String] = []
        // More than two blocks of 1 MiB.
        while lines.count < 30_000 {
            let stack = (0..<1 + random.below(12)).map {
                "f\(random.below(4))" + String(repeating: "x", count: random.below(30)) + "\($0)"
            }
            .joined(separator: ";")
            let value = Int64(random.below(1000))
            expected[stack, default: [0]][0] += value
            lines.append("\(stack) \(value)")
        }
        let folder = try ScratchFolder()
        let path = try folder.write("stacks.folded", lines.joined(separator: "\n").utf8)
        #expect(try Profile(contentsOf: path).named == expected)
        let sorted = try folder.write("sorted.folded", lines.sorted().joined(separator: "\n").utf8)
        #expect(try Profile(contentsOf: sorted).named == expected)
    }

    @Test(
        "what is written is sorted, and read back with every name, stack and value", arguments: 0..<20 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let profile = Profile.random(seed: seed)
        let text = FoldedFormat.text(profile, sampleType: 0)
        let again = try FoldedFormat.read(text)
        #expect(FoldedFormat.text(again, sampleType: 0) == text)
        #expect(again.samples.total(ofType: 0) == profile.samples.total(ofType: 0))
    }

    @Test("names lose what would break the format: semicolons, line ends, a comment's mark")
    func escaping() throws {
        let profile = try Profile.merge([
            Profile.named(["a;b", "c\nd"], 1), Profile.named(["# x"], 2), Profile.named([""], 3),
        ])
        let text = String(decoding: FoldedFormat.text(profile, sampleType: 0), as: UTF8.self)
        #expect(text == "#_x 2\n[unnamed] 3\na:b;c d 1\n")
    }

    @Test("a name that ends in a number is not taken for a count")
    func ambiguous() throws {
        let text = FoldedFormat.text(Profile.named(["main", "worker 12"], 5), sampleType: 0)
        #expect(try FoldedFormat.read(text).samples.total(ofType: 0) == 5)
        #expect(try FoldedFormat.read(text).sampleTypes.count == 1)
    }

    @Test("the differential form has both counts, and 0 where a side has no such stack")
    func differential() throws {
        let base = Profile.stacks(["main;a": 10, "main;gone": 2])
        let head = Profile.stacks(["main;a": 12, "main;new": 3])
        let text = try FoldedFormat.differentialText(base: base, head: head, sampleType: 0)
        #expect(String(decoding: text, as: UTF8.self) == "main;a 10 12\nmain;gone 2 0\nmain;new 0 3\n")
        #expect(try FoldedFormat.read(text).named == ["main;a": [10, 12], "main;gone": [2, 0], "main;new": [0, 3]])
    }
}

extension Profile {
    /// A profile of one stack, outermost first.
    fileprivate static func named(_ names: [String], _ value: Int64) -> Profile {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let frames = names.reversed().map { builder.location(named: $0) }
        builder.add(leafFirst: frames, values: [value])
        return builder.profile
    }
}
