import Testing

@testable import Lab

@Suite("Results: lines")
struct LineReaderTests {
    private func lines(of text: String, limit: Int = 1 << 20, chunkSize: Int) throws -> [String] {
        try withTemporaryFile(Array(text.utf8)) { path in
            var lines: [String] = []
            let reader = try LineReader(path: path, file: "t.txt", limit: limit, chunkSize: chunkSize)
            try reader.forEachLine { line, number, isTerminated in
                lines.append("\(number) \(String(decoding: line, as: UTF8.self))\(isTerminated ? "" : " (open)")")
            }
            return lines
        }
    }

    @Test("lines come out whole however they lie across chunks", arguments: 1...20)
    func chunks(size: Int) throws {
        let text = "one\n\nthree is longer than a chunk\r\nfour\nlast"
        let expected = ["1 one", "2 ", "3 three is longer than a chunk", "4 four", "5 last (open)"]
        #expect(try lines(of: text, chunkSize: size) == expected)
    }

    @Test("an empty file has no lines, and an end of line at the end opens none")
    func ends() throws {
        #expect(try lines(of: "", chunkSize: 8) == [])
        #expect(try lines(of: "a\n", chunkSize: 8) == ["1 a"])
    }

    @Test("a line beyond the limit is an error that names it")
    func limit() throws {
        let text = "short\n" + String(repeating: "x", count: 200) + "\n"
        #expect(try lines(of: text, limit: 200, chunkSize: 16).count == 2)
        #expect(throws: ResultInputError.lineTooLong(SourcePosition(file: "t.txt", line: 2), limit: 100)) {
            try lines(of: text, limit: 100, chunkSize: 16)
        }
        // Ended within the chunk that it starts in, the line is found whole before its length can grow on anybody.
        #expect(throws: ResultInputError.lineTooLong(SourcePosition(file: "t.txt", line: 2), limit: 100)) {
            try lines(of: text, limit: 100, chunkSize: 1_024)
        }
    }

    @Test("a file that cannot be read is an error with the system's reason")
    func unreadable() throws {
        #expect(throws: ResultInputError.unreadable(file: "label", reason: "No such file or directory")) {
            _ = try LineReader(path: "/nonexistent/file", file: "label")
        }
        #expect(throws: ResultInputError.unreadable(file: "label", reason: "Is a directory")) {
            try LineReader(path: "/tmp", file: "label").forEachLine { _, _, _ in }
        }
    }
}
