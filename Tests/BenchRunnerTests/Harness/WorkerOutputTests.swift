import Testing

@testable import BenchRunner

@Suite("What a worker printed")
struct WorkerOutputTests {
    private func output(_ parts: String...) -> WorkerOutput {
        parts.reduce(into: WorkerOutput()) { $0.append(Array($1.utf8)) }
    }

    @Test("little is kept whole, however it came")
    func whole() {
        #expect(output().lastText == "")
        #expect(output("one\n", "t", "wo\n").lastText == "one\ntwo\n")
        #expect(output("one\n").fatalError == nil)
    }

    @Test("of much the end is kept, from the start of a character on")
    func end() {
        let text = String(repeating: "é", count: 100_000) + "end"
        let kept = output(text).lastText
        #expect(text.hasSuffix(kept))
        #expect(kept.utf8.count == 4_095, "an odd number of bytes, since each character has two and the end has three")
    }

    @Test("bytes that are no text are replaced")
    func notText() {
        var output = WorkerOutput()
        output.append([0x41, 0xFF, 0x42])
        #expect(output.lastText == "A\u{FFFD}B")
    }

    @Test("the runtime's message is found, and the stack behind it left out")
    func fatalError() {
        let frames = (0..<200).map { "\($0)    libswiftCore.so    0x00007f00 frame + \($0)\n" }.joined()
        let output = output("before\n", "Module/File.swift:5: Fatal error: why\nCurrent stack trace:\n", frames)
        #expect(output.fatalError == "Module/File.swift:5: Fatal error: why")
        #expect(output.lastText == "before\nModule/File.swift:5: Fatal error: why\n")
    }

    @Test("of several messages the last one counts; one without an end is a message")
    func lastMessage() {
        #expect(output("Fatal error: a\nFatal error: b").fatalError == "Fatal error: b")
        #expect(output("Fatal error").fatalError == "Fatal error")
        #expect(output("Fatal error: a\nmore").lastText == "Fatal error: a\nmore")
    }

    @Test("a message of any length is shortened")
    func longMessage() throws {
        let output = output("Fatal error: " + String(repeating: "x", count: 20_000) + "\n")
        #expect(try #require(output.fatalError).count == 500)
    }
}
