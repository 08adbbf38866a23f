import CZlib
import Glibc

/// Finds the separate file that symbols and debug information were split into.
///
/// Looked for by build id under every directory, then by the name in `.gnu_debuglink`: beside the file, in `.debug/` beside
/// it, and under every directory at the file's own path. Nothing is ever fetched from a network.
struct DebugFileSearch: Sendable {
    var directories: [String]

    /// A file that belongs to the given one; nil where there is none.
    ///
    /// - Parameter file: nil where the program's file itself is gone.
    func debugFile(of file: ELFFile?, path: String, buildID: String) -> ELFFile? {
        for directory in directories where buildID.utf8.count > 2 {
            let candidate = "\(directory)/.build-id/\(buildID.prefix(2))/\(buildID.dropFirst(2)).debug"
            if let found = try? ELFFile(path: candidate), found.buildID == buildID { return found }
        }
        guard let file, let link = file.debugLink, !link.file.isEmpty, !link.file.contains("/") else { return nil }
        let folder = Self.folder(of: path)
        let places = [folder, folder + "/.debug"] + directories.map { $0 + folder }
        for place in places {
            let candidate = "\(place)/\(link.file)"
            guard candidate != path, let found = try? ELFFile(path: candidate) else { continue }
            // Equal build ids say more than a checksum, and different ones are another build's; only without them is the
            // whole file read.
            let isRight =
                file.buildID.isEmpty || found.buildID.isEmpty
                ? Self.checksum(ofFileAt: candidate) == link.checksum : found.buildID == file.buildID
            if isRight { return found }
        }
        return nil
    }

    private static func folder(of path: String) -> String {
        let real = realpath(path, nil)
        defer { free(real) }
        let resolved = real.map { String(cString: $0) } ?? path
        guard let slash = resolved.lastIndex(of: "/") else { return "." }
        return String(resolved[..<slash])
    }

    /// The CRC-32 of a whole file, which `.gnu_debuglink` names; nil where it cannot be read.
    private static func checksum(ofFileAt path: String) -> UInt32? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var checksum: UInt = 0
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { return UInt32(truncatingIfNeeded: checksum) }
            checksum = crc32(checksum, buffer, UInt32(count))
        }
    }
}
