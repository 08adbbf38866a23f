import Glibc
import Testing

/// The expected output of a command, in a file under `Tests/Golden/commands`.
///
/// `REWRITE_GOLDEN=1 swift test` writes what the program prints now; read the difference before it is committed.
struct GoldenFile {
    let path: String

    init(_ name: String, source: String = #filePath) {
        // …/Tests/BenchRunnerTests/Commands/GoldenFile.swift
        let tests = source.split(separator: "/").dropLast(3).joined(separator: "/")
        path = "/\(tests)/Golden/commands/\(name)"
    }

    func expect(_ text: String, at location: SourceLocation = #_sourceLocation) {
        if getenv("REWRITE_GOLDEN") != nil {
            guard let file = fopen(path, "we") else {
                Issue.record("\(path) cannot be written", sourceLocation: location)
                return
            }
            fputs(text, file)
            fclose(file)
        }
        guard let file = fopen(path, "re") else {
            Issue.record("\(path) is missing: run the tests with REWRITE_GOLDEN=1 once", sourceLocation: location)
            return
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        #expect(text == String(decoding: bytes, as: UTF8.self), sourceLocation: location)
    }
}
