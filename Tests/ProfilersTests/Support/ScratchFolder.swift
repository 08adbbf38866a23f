import Glibc

/// A folder that is removed with the last reference to it.
final class ScratchFolder {
    struct Failure: Error, CustomStringConvertible { let description: String }

    let path: String

    init() throws {
        var template = Array("/tmp/profilers-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(description: String(cString: strerror(errno))) }
        path = template.withUnsafeBufferPointer { String(decoding: $0.dropLast().map(UInt8.init), as: UTF8.self) }
    }

    deinit { Self.remove(path) }

    /// Writes a file, and gives its path.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        let path = "\(self.path)/\(name)"
        guard let file = fopen(path, "we") else { throw Failure(description: "\(path) cannot be written") }
        defer { fclose(file) }
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(description: "\(path): full") }
        return path
    }

    private static func remove(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, let directory = opendir(path) else {
            unlink(path)
            return
        }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { remove("\(path)/\(name)") }
        }
        closedir(directory)
        rmdir(path)
    }
}
