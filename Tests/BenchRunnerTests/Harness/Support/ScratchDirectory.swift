import Glibc

/// A directory that a test has for itself; it is removed with the last reference to it.
final class ScratchDirectory {
    let path: String

    struct Failure: Error { let code: Int32 }

    init() throws {
        guard let template = strdup("/tmp/lab-tests-XXXXXX") else { throw Failure(code: errno) }
        defer { free(template) }
        guard let made = mkdtemp(template) else { throw Failure(code: errno) }
        path = String(cString: made)
    }

    deinit {
        guard let directory = opendir(path) else { return }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            unlink("\(path)/\(name)")
        }
        closedir(directory)
        rmdir(path)
    }

    /// The path of a file in the directory.
    subscript(name: String) -> String { "\(path)/\(name)" }

    /// What a file holds; nil where there is none.
    func bytes(_ name: String) -> [UInt8]? {
        guard let file = fopen(self[name], "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    /// Writes a file anew.
    func write(_ bytes: some Sequence<UInt8>, to name: String) {
        guard let file = fopen(self[name], "we") else { return }
        defer { fclose(file) }
        let bytes = Array(bytes)
        fwrite(bytes, 1, bytes.count, file)
    }
}

extension ScratchDirectory {
    /// How many lines of a file have an end.
    func lines(_ name: String) -> Int { (bytes(name) ?? []).count { $0 == UInt8(ascii: "\n") } }
}
