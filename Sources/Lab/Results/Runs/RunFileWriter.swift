import Glibc

/// Appends to a run file, a line a round, each handed to the kernel whole before the next round starts.
///
/// Killed at any point, the file holds every finished round and at most one cut-off line behind them.
public final class RunFileWriter {
    /// The file that is appended to.
    public let path: String
    private let descriptor: CInt

    /// Starts a new run file.
    ///
    /// - Throws: `RunFileError` if there is a file already, it cannot be written, or the header is one that could not be
    ///   read again.
    public convenience init(creating path: String, header: RunHeader) throws(RunFileError) {
        do {
            try header.validate()
        } catch {
            throw RunFileError(file: path, line: 1, field: error.field, problem: error.problem)
        }
        try self.init(path: path, flags: O_CREAT | O_EXCL)
        do {
            try append(header.json, hint: "")
        } catch {
            // Part of a header is of no use, and would stand in the way of another try.
            unlink(path)
            throw error
        }
    }

    /// Goes on with a run file that an interrupted run has left.
    ///
    /// A cut-off line at its end is removed; one that lacks nothing but its end of line gets that.
    ///
    /// - Throws: `RunFileError` if it cannot be written, or another process is writing it.
    public convenience init(resuming path: String) throws(RunFileError) {
        try self.init(path: path, flags: 0)
        try mendLastLine()
    }

    private init(path: String, flags: CInt) throws(RunFileError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC | flags, 0o666)
        if descriptor < 0 {
            let code = errno
            var status = stat()
            if code == EEXIST, stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
                let kind = status.st_mode & S_IFMT == S_IFDIR ? "it is a folder" : "it is not a regular file"
                throw RunFileError(file: path, problem: "cannot be written: \(kind); name a file that is not there yet")
            }
            let hint = code == EEXIST ? "; choose another name, or go on with it by --resume" : ""
            throw RunFileError(file: path, problem: "cannot be written: \(String(cString: strerror(code)))\(hint)")
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
    public func append(_ round: Round) throws(RunFileError) {
        try append(round.json, hint: "; the rounds before are kept")
    }

    private func append(_ line: JSONValue, hint: String) throws(RunFileError) {
        try write(Array((line.text() + "\n").utf8), hint: hint)
    }

    private func write(_ bytes: [UInt8], hint: String) throws(RunFileError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                throw RunFileError(file: path, problem: "cannot be written: \(Self.systemMessage())\(hint)")
            }
            written += count
        }
    }

    /// Leaves the file so that its next line can be appended.
    ///
    /// What a reader takes for a whole line is not removed: its round counts as done.
    private func mendLastLine() throws(RunFileError) {
        let size = Int(lseek(descriptor, 0, SEEK_END))
        let tail = try unterminatedLine(size: size)
        if tail.isEmpty { return }
        if (try? tail.withUnsafeBytes { try JSONValue(parsing: $0) }) != nil {
            return try write([UInt8(ascii: "\n")], hint: "")
        }
        if ftruncate(descriptor, size - tail.count) != 0 {
            throw RunFileError(file: path, problem: "cannot be written: \(Self.systemMessage())")
        }
    }

    /// The bytes behind the last end of line.
    private func unterminatedLine(size: Int) throws(RunFileError) -> [UInt8] {
        var tail: [UInt8] = []
        while tail.count < size {
            let start = max(0, size - tail.count - 65_536)
            var chunk = [UInt8](repeating: 0, count: size - tail.count - start)
            let count = pread(descriptor, &chunk, chunk.count, start)
            if count < 0, errno == EINTR { continue }
            if count != chunk.count {
                throw RunFileError(file: path, problem: "cannot be read: \(Self.systemMessage())")
            }
            if let end = chunk.lastIndex(of: UInt8(ascii: "\n")) { return chunk[(end + 1)...] + tail }
            if chunk.count + tail.count > LineReader.defaultLimit {
                throw RunFileError(file: path, problem: "does not end in a line of a run file")
            }
            tail = chunk + tail
        }
        return tail
    }

    private static func systemMessage() -> String { String(cString: strerror(errno)) }
}
