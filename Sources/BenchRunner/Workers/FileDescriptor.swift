import Glibc

/// A file descriptor that is closed when its owner goes.
final class FileDescriptor {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// The two ends of a new pipe; no child inherits them unasked.
    ///
    /// - Throws: `SystemError` if there are too many open files.
    static func pipe() throws(SystemError) -> (read: FileDescriptor, write: FileDescriptor) {
        var ends: [Int32] = [0, 0]
        if Glibc.pipe(&ends) != 0 { throw SystemError("making a pipe", code: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (FileDescriptor(ends[0]), FileDescriptor(ends[1]))
    }

    /// Reads what is there, at most `limit` bytes.
    ///
    /// - Returns: Nothing at the end of the file; nil where reading fails.
    func readSome(limit: Int = 65_536) -> [UInt8]? {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
            var result = read(number, buffer.baseAddress, limit)
            while result < 0, errno == EINTR { result = read(number, buffer.baseAddress, limit) }
            count = max(result, 0)
            failed = result < 0
        }
        return failed ? nil : bytes
    }
}

/// A call of the system failed.
struct SystemError: Error, Equatable, CustomStringConvertible {
    let action: String
    let code: Int32

    init(_ action: String, code: Int32) {
        self.action = action
        self.code = code
    }

    var description: String { "\(action): \(String(cString: strerror(code)))" }
}
