import Glibc

/// The few calls on files that the workloads need, without Foundation and its share of a process's start.
enum Files {
    /// Makes a directory and those above it that are missing.
    ///
    /// - Throws: `FileError`.
    static func createDirectory(_ path: String) throws(FileError) {
        if mkdir(path, 0o777) == 0 { return }
        if errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try createDirectory(String(path[..<slash]))
            if mkdir(path, 0o777) == 0 { return }
        }
        let number = errno
        guard number == EEXIST, isDirectory(path) else {
            throw FileError("create the directory", path, errorNumber: number)
        }
    }

    /// Makes an empty file whose name is `prefix` and six random characters, and returns its path.
    ///
    /// - Throws: `FileError`.
    static func createTemporary(prefix: String) throws(FileError) -> String {
        var name = Array((prefix + "XXXXXX").utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw FileError("create a temporary file", prefix + "XXXXXX") }
        close(descriptor)
        return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// Copies a file.
    ///
    /// - Parameters:
    ///   - source: The file to copy.
    ///   - target: Where to; what is there is replaced.
    /// - Throws: `FileError`; the target is then incomplete.
    static func copy(_ source: String, to target: String) throws(FileError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw FileError("read", source) }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard output >= 0 else { throw FileError("write", target) }
        defer { close(output) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 4_096)
        defer { buffer.deallocate() }
        while true {
            let count = read(input, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError("read", source)
            }
            var written = 0
            while written < count {
                let step = write(output, buffer.baseAddress.map { $0 + written }, count - written)
                if step >= 0 { written += step } else if errno != EINTR { throw FileError("write", target) }
            }
        }
    }

    /// Has the contents of a file written to its disk.
    ///
    /// - Throws: `FileError`.
    static func synchronize(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError("open", path) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError("write to its disk", path) }
    }

    /// Gives a file another name, replacing at once what had it.
    ///
    /// - Throws: `FileError`.
    static func move(_ source: String, to target: String) throws(FileError) {
        guard rename(source, target) == 0 else { throw FileError("rename \(source) to", target) }
    }

    /// Removes a file, if it is there.
    ///
    /// - Throws: `FileError`.
    static func remove(_ path: String) throws(FileError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw FileError("remove", path) }
    }

    /// The first bytes of a file, at most `count`, and the size of all of it; nil if it cannot be read.
    static func beginning(of path: String, count: Int) -> (bytes: [UInt8], size: Int)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = max(0, read(descriptor, buffer.baseAddress, count))
        }
        return (bytes, Int(status.st_size))
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
