/// Reads results in Go's benchmark format: what `go test -bench` prints, and what many other tools write.
///
/// The format is described at <https://go.dev/design/14313-benchmark-format>. Three kinds of line count: results
/// (`BenchmarkName-8 100 52.1 ns/op 16 B/op`), configuration for the results that follow (`goos: linux`; without a
/// value it ends) and unit metadata (`Unit text-bytes assume=exact`). Everything else, such as `PASS`, is passed over.
///
/// Values come out in base units, so `ns/op` as `sec/op`. A result line that cannot be read is left out with a warning.
/// A value that is not finite, or a negative time, is an error instead: it was measured wrong, and leaving it out would
/// make the rest look sound.
public struct GoBenchmarkReader: ResultSource {
    private enum Text {
        case file(path: String)
        case bytes([UInt8])
    }

    private let text: Text
    private let label: String
    private let file: String

    /// Reads a file, or standard input if its path is `-`, in chunks.
    public init(_ input: ResultInput) {
        text = .file(path: input.path)
        label = input.label
        file = input.path
    }

    /// Reads text that is in memory.
    ///
    /// - Parameters:
    ///   - file: What the text is called in messages.
    ///   - label: The value of `.file`; nil for what the text is called in messages.
    public init(contents: some Sequence<UInt8>, file: String, label: String? = nil) {
        text = .bytes(Array(contents))
        self.label = label ?? file
        self.file = file
    }

    /// - Throws: `ResultInputError`, or what `body` throws. Records up to the error have been passed on by then.
    public func forEachRecord(_ body: (ResultRecord) throws -> Void) throws {
        var parser = GoBenchmarkParser(file: file, label: label)
        switch text {
        case .file(let path):
            let reader = try LineReader(path: path, file: file)
            try reader.forEachLine { line, number, _ in try parser.parse(line, number: number, into: body) }
        case .bytes(let bytes):
            try bytes.withUnsafeBytes { bytes in
                var number = 1
                for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
                    let end = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
                    try parser.parse(UnsafeRawBufferPointer(rebasing: end), number: number, into: body)
                    number += 1
                }
            }
        }
        if !parser.hasResults { throw ResultInputError.noResults(file: file) }
    }
}
