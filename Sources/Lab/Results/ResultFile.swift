import Glibc

/// An input of a comparison: a run file or Go benchmark text, told apart by how it starts.
public struct ResultFile: Sendable {
    public let input: ResultInput
    /// The run, where the input is a run file.
    public let run: Run?
    private let source: any ResultSource

    /// Opens an input; a run file is read whole, Go benchmark text when its records are asked for.
    ///
    /// - Parameter omittingDiagnostics: Whether metrics of a run file that only explain others are left out.
    /// - Throws: `RunFileError` for a run file that cannot be used, `ResultInputError` where nothing can be read.
    public init(_ input: ResultInput, omittingDiagnostics: Bool = false) throws {
        self.input = input
        if input.path == "-" {
            // A pipe can be read only once, so its start cannot be looked at first.
            let bytes = try Self.standardInput()
            if Self.isRunFile(start: bytes.first) {
                let run = try Run(contents: bytes, file: "standard input")
                self.run = run
                source = RunSource(run, label: input.label, omitsDiagnostics: omittingDiagnostics)
            } else {
                run = nil
                source = GoBenchmarkReader(contents: bytes, file: input.label)
            }
        } else if try Self.isRunFile(start: Self.firstByte(of: input.path)) {
            let run = try Run(contentsOf: input.path)
            self.run = run
            source = RunSource(run, label: input.label, omitsDiagnostics: omittingDiagnostics)
        } else {
            run = nil
            source = GoBenchmarkReader(input)
        }
    }

    /// What was left out of a run file; a source of text gives its warnings among its records.
    public var warnings: [String] { run?.warnings ?? [] }

    /// Most of standard input that is read, in bytes.
    private static let standardInputLimit = 1 << 30

    /// Go benchmark text never starts with a brace, and a run file always does.
    private static func isRunFile(start: UInt8?) -> Bool { start == UInt8(ascii: "{") }

    private static func firstByte(of path: String) throws -> UInt8? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw unreadable(path) }
        defer { close(descriptor) }
        var byte: UInt8 = 0
        let count = read(descriptor, &byte, 1)
        if count < 0 { throw unreadable(path) }
        return count == 1 ? byte : nil
    }

    private static func standardInput() throws -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw unreadable("standard input") }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
            if bytes.count > standardInputLimit {
                throw ResultInputError.unreadable(file: "standard input", reason: "is larger than 1 GiB")
            }
        }
    }

    private static func unreadable(_ file: String) -> ResultInputError {
        .unreadable(file: file, reason: String(cString: strerror(errno)))
    }
}

extension ResultFile: ResultSource {
    public func forEachRecord(_ body: (ResultRecord) throws -> Void) throws { try source.forEachRecord(body) }
}
