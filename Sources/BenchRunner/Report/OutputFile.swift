import Glibc

/// Writing a text to a file that the user named.
enum OutputFile {
    /// Writes the whole text; `-` is standard output. The folder is made if only that is missing.
    ///
    /// - Throws: `SystemError` if it cannot be written.
    static func write(_ text: String, to path: String) throws(SystemError) { try write(Array(text.utf8), to: path) }

    /// Writes all bytes; `-` is standard output. The folder is made if only that is missing.
    ///
    /// - Throws: `SystemError` if it cannot be written.
    static func write(_ text: [UInt8], to path: String) throws(SystemError) {
        if path == "-" { return try write(text, to: STDOUT_FILENO, path: "standard output") }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { mkdir(String(path[..<slash]), 0o777) }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw SystemError("writing \(path)", code: errno) }
        defer { close(descriptor) }
        try write(text, to: descriptor, path: path)
    }

    private static func write(_ text: [UInt8], to descriptor: Int32, path: String) throws(SystemError) {
        let problem = text.withUnsafeBytes { bytes -> Int32? in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                written += count
            }
            return nil
        }
        if let problem { throw SystemError("writing \(path)", code: problem) }
    }

    /// Whether two paths lead to the same file, by whatever names.
    static func isSame(_ first: String, _ second: String) -> Bool {
        var (one, other) = (stat(), stat())
        guard stat(first, &one) == 0, stat(second, &other) == 0 else { return false }
        return one.st_dev == other.st_dev && one.st_ino == other.st_ino
    }
}

extension String {
    /// The text as a shell takes it for one word.
    var quotedForShell: String {
        let isPlain = !isEmpty && allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=,:+@%".contains($0)) }
        return isPlain ? self : "'\(replacing("'", with: #"'\''"#))'"
    }
}
