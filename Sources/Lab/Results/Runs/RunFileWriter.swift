import Glibc

/// Appends to a run file, a line a round, each handed to the kernel whole before the next round starts.
///
/// Killed at any point, the file holds every finished round and at most one cut-off line behind them.
public final class RunFileWriter {
    public let path: String
    private let descriptor: CInt

    /// Starts a new run file.
    ///
    /// - Throws: `RunFileError` if there is a file already, or it cannot be written.
    public convenience init(creating path: String, header: RunHeader) throws(RunFileError) {
        try self.init(path: path, flags: O_CREAT | O_EXCL)
        try append(header.json)
    }

    /// Goes on with a run file that an interrupted run has left.
    ///
    /// A cut-off line at its end is removed.
    ///
    /// - Throws: `RunFileError` if it cannot be written, or another process is writing it.
    public convenience init(resuming path: String) throws(RunFileError) {
        try self.init(path: path, flags: 0)
        try dropUnterminatedLine()
    }

    private init(path: String, flags: CInt) throws(RunFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | flags, 0o666)
        if descriptor < 0 {
            let hint = errno == EEXIST ? "; choose another name, or go on with it by --resume" : ""
            throw RunFileError(file: path, problem: "cannot be written: \(Self.systemMessage())\(hint)")
        }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            throw RunFileError(file: path, problem: "is being written by another process")
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Appends a round.
    ///
    /// - Throws: `RunFileError` if it cannot be written; what was written before is kept.
    public func append(_ round: Round) throws(RunFileError) { try append(round.json) }

    private func append(_ line: JSONValue) throws(RunFileError) {
        let bytes = Array((line.text() + "\n").utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw RunFileError(
                    file: path, problem: "cannot be written: \(Self.systemMessage()); the rounds before are kept")
            }
            written += count
        }
    }

    private func dropUnterminatedLine() throws(RunFileError) {
        var end = lseek(descriptor, 0, SEEK_END)
        var byte: UInt8 = 0
        while end > 0, pread(descriptor, &byte, 1, end - 1) == 1, byte != UInt8(ascii: "\n") { end -= 1 }
        if ftruncate(descriptor, end) != 0 {
            throw RunFileError(file: path, problem: "cannot be written: \(Self.systemMessage())")
        }
    }

    private static func systemMessage() -> String { String(cString: strerror(errno)) }
}
