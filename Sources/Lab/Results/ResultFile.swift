import Glibc

/// An input of a comparison: a run file or Go benchmark text, told apart by how it starts.
public struct ResultFile: Sendable {
    /// The path and the label that were given.
    public let input: ResultInput
    /// The run, where the input is a run file.
    public let run: ReducedRun?
    private let source: any ResultSource

    /// Opens an input. What can be read only once, as standard input and other pipes, is read whole; of a file, a run
    /// at once and Go benchmark text when its records are asked for.
    ///
    /// - Parameter omittingDiagnostics: Whether metrics of a run file that only explain others are left out.
    /// - Throws: `RunFileError` for a run file that cannot be used, `ResultInputError` where nothing can be read.
    public init(_ input: ResultInput, omittingDiagnostics: Bool = false) throws {
        self.input = input
        let run: ReducedRun?
        let text: GoBenchmarkReader
        switch try Content(of: input.path) {
        case .file(let start):
            run =
                try Self.isRunFile(start: start)
                ? ReducedRun(contentsOf: input.path, omittingDiagnostics: omittingDiagnostics) : nil
            text = GoBenchmarkReader(input)
        case .pipe(let bytes):
            run =
                try Self.isRunFile(start: bytes.first)
                ? ReducedRun(contents: bytes, file: input.name, omittingDiagnostics: omittingDiagnostics) : nil
            text = GoBenchmarkReader(contents: bytes, file: input.name, label: input.label)
        }
        self.run = run
        source = run.map { RunSource($0, label: input.label) } ?? text
    }

    /// What was left out of a run file; a source of text gives its warnings among its records.
    public var warnings: [String] { run?.warnings ?? [] }

    /// Go benchmark text never starts with a brace, and a run file always does.
    private static func isRunFile(start: UInt8?) -> Bool { start == UInt8(ascii: "{") }
}

extension ResultFile: ResultSource {
    public func forEachRecord(_ body: (ResultRecord) throws -> Void) throws { try source.forEachRecord(body) }
}

extension ResultInput {
    /// What the input is called in messages.
    var name: String { path == "-" ? "standard input" : path }
}

/// What stands behind a path, as far as it has to be known to choose a reader.
private enum Content {
    /// A file, which can be read again, with its first byte; nil if it is empty.
    case file(start: UInt8?)
    /// All that a pipe has given.
    case pipe([UInt8])

    /// Most of a pipe that is read, in bytes.
    private static let pipeLimit = 1 << 30

    init(of path: String) throws {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        let name = path == "-" ? "standard input" : path
        guard descriptor >= 0 else { throw Self.unreadable(name) }
        defer { if path != "-" { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(name) }
        // What standard input is redirected from has no path to read it by.
        if status.st_mode & S_IFMT == S_IFREG, path != "-" {
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count < 0 { throw Self.unreadable(name) }
            self = .file(start: count == 1 ? byte : nil)
        } else {
            self = .pipe(try Self.rest(of: descriptor, name: name))
        }
    }

    private static func rest(of descriptor: CInt, name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw unreadable(name) }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > pipeLimit {
                throw ResultInputError.unreadable(file: name, reason: "is larger than \(pipeLimit >> 30) GiB")
            }
        }
    }

    private static func unreadable(_ name: String) -> ResultInputError {
        .unreadable(file: name, reason: String(cString: strerror(errno)))
    }
}
