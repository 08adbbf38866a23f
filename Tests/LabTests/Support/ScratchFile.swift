import Glibc

/// A path that a test has for itself; what stands there is removed with the last reference.
final class ScratchFile {
    let path: String

    struct Failure: Error { let code: Int32 }

    /// A path at which nothing stands.
    init() throws {
        guard let template = strdup("/tmp/lab-tests-XXXXXX") else { throw Failure(code: errno) }
        defer { free(template) }
        let descriptor = mkstemp(template)
        guard descriptor >= 0 else { throw Failure(code: errno) }
        close(descriptor)
        path = String(cString: template)
        unlink(path)
    }

    /// A file that holds `bytes`.
    convenience init(_ bytes: some Sequence<UInt8>) throws {
        try self.init()
        guard let file = fopen(path, "we") else { throw Failure(code: errno) }
        defer { fclose(file) }
        let bytes = Array(bytes)
        fwrite(bytes, 1, bytes.count, file)
    }

    deinit { unlink(path) }

    /// What the file holds; nil where there is none.
    var bytes: [UInt8]? {
        guard let file = fopen(path, "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }
}

/// Calls `body` with the path of a file of these contents, which is removed afterwards.
func withTemporaryFile<Result>(_ contents: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let file = try ScratchFile(contents)
    return try withExtendedLifetime(file) { try body(file.path) }
}
