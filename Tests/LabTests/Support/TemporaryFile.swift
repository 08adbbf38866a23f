import Glibc

/// Calls `body` with the path of a file of these contents, which is deleted afterwards.
func withTemporaryFile<Result>(_ contents: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    var path = Array("/tmp/lab-tests-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw CannotWriteTemporaryFile() }
    let name = path.withUnsafeBufferPointer {
        String(decoding: $0.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
    defer { unlink(name) }
    var written = 0
    while written < contents.count {
        let count = contents[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { throw CannotWriteTemporaryFile() }
        written += count
    }
    close(descriptor)
    return try body(name)
}

private struct CannotWriteTemporaryFile: Error {}
