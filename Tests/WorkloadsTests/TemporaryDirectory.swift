import Glibc

@testable import Workloads

/// A directory for one test, removed with what is in it when the last reference goes.
final class TemporaryDirectory {
    let path: String

    init() throws {
        path = try Files.createTemporary(prefix: "/tmp/workloads-test-")
        try Files.remove(path)
        try Files.createDirectory(path)
    }

    deinit {
        for name in contents { try? Files.remove("\(path)/\(name)") }
        rmdir(path)
    }

    /// The names of the files in it, sorted.
    var contents: [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The bytes of a file, all of them.
    static func bytes(of path: String) -> [UInt8] {
        guard let size = Files.beginning(of: path, count: 0)?.size else { return [] }
        return Files.beginning(of: path, count: size)?.bytes ?? []
    }

    /// Makes a file of `bytes`; what is at `path` is replaced.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        guard descriptor >= 0 else { throw FileError("write", path) }
        defer { close(descriptor) }
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw FileError("write", path) }
    }
}
