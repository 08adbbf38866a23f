/// The end of what a worker has printed: why it failed often stands there.
struct WorkerOutput {
    /// The most that is shown.
    static let shownLimit = 4_096
    /// The most that is kept. The stack that the runtime prints behind a fatal error may be longer than what is shown.
    private static let keptLimit = 64 << 10

    private var bytes: [UInt8] = []

    mutating func append(_ more: [UInt8]) { bytes = (bytes + more).suffix(Self.keptLimit) }

    private var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The last that was printed, without the stack that the runtime adds to a fatal error: its addresses mean nothing
    /// once the process has ended, and the message before it is what counts.
    var lastText: String {
        let text = text
        guard let message = Self.fatalErrorLine(in: text),
            let stack = text[message.upperBound...].range(ofFirst: "\nCurrent stack trace:\n")
        else { return Self.end(of: text) }
        return Self.end(of: text[..<text.index(after: stack.lowerBound)])
    }

    /// What the runtime says of a failed check: `Fatal error: Index out of range`, with the place in the source.
    var fatalError: String? {
        let text = text
        return Self.fatalErrorLine(in: text).map { String(text[$0].prefix(500)) }
    }

    /// The last line that the runtime has written of an error.
    private static func fatalErrorLine(in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        var found: Range<String.Index>?
        while let message = text[start...].range(ofFirst: "Fatal error") {
            let lineStart = text[..<message.lowerBound].lastIndex(of: "\n").map(text.index(after:)) ?? text.startIndex
            let lineEnd = text[message.upperBound...].firstIndex(of: "\n") ?? text.endIndex
            found = lineStart..<lineEnd
            start = lineEnd
        }
        return found
    }

    /// The last bytes of a text, from the start of a character on.
    private static func end(of text: some StringProtocol) -> String {
        String(decoding: Array(text.utf8).suffix(shownLimit).drop { $0 & 0xC0 == 0x80 }, as: UTF8.self)
    }
}

extension Substring {
    /// The first place of `pattern`, compared byte by byte.
    fileprivate func range(ofFirst pattern: String) -> Range<Index>? {
        let pattern = Array(pattern.utf8)
        var rest = utf8[...]
        while let start = rest.firstIndex(of: pattern[0]) {
            rest = rest[start...]
            if rest.starts(with: pattern) { return start..<rest.index(start, offsetBy: pattern.count) }
            rest = rest.dropFirst()
        }
        return nil
    }
}

extension String {
    fileprivate func range(ofFirst pattern: String) -> Range<Index>? { self[...].range(ofFirst: pattern) }
}
