import Glibc

/// Where a profile goes: made sure of before anything runs, replaced in one piece at the end.
final class ProfileFile {
    let path: String
    /// Beside `path`, so that it can be moved there; nil for a path that is no regular file, such as a pipe.
    private var draft: String?
    private let descriptor: FileDescriptor

    /// - Throws: `SystemError` if the file cannot be written.
    init(_ path: String) throws(SystemError) {
        self.path = path
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR { throw SystemError("writing \(path)", code: EISDIR) }
        // Not replaced: a device, a pipe. A file that is there must be writable itself, not only its folder.
        if exists {
            let number = open(path, O_WRONLY | O_CLOEXEC)
            guard number >= 0 else { throw SystemError("writing \(path)", code: errno) }
            if status.st_mode & S_IFMT != S_IFREG {
                descriptor = FileDescriptor(number)
                return
            }
            close(number)
        }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex { mkdir(String(path[..<slash]), 0o777) }
        let draft = "\(path).\(getpid()).part"
        let number = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard number >= 0 else { throw SystemError("writing \(path)", code: errno) }
        descriptor = FileDescriptor(number)
        self.draft = draft
    }

    deinit { if let draft { unlink(draft) } }

    /// Writes the profile; a file that was there before is replaced, or stays as it was.
    ///
    /// - Throws: `SystemError` if not all could be written.
    func write(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes {
                Glibc.write(descriptor.number, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw SystemError("writing \(path)", code: count < 0 ? errno : ENOSPC) }
            written += count
        }
        guard let draft else { return }
        guard rename(draft, path) == 0 else { throw SystemError("writing \(path)", code: errno) }
        self.draft = nil
    }
}

/// The names of profiles.
enum ProfileName {
    static let suffix = ".pb.gz"

    /// A name that is free in the working folder: `NAME.cpu.pb.gz`, or with a number, as pprof's own files have.
    static func free(for program: String, kind: ProfileKind) -> String {
        let stem = "\(fileName(program)).\(kind.rawValue)"
        var path = stem + suffix
        var number = 2
        while access(path, F_OK) == 0, number < 10_000 {
            path = "\(stem).\(number)\(suffix)"
            number += 1
        }
        return path
    }

    /// `out.pb.gz` as `out.worker-4711.pb.gz`.
    static func path(_ path: String, for part: String) -> String {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let name = path[slash...]
        let ending = name.hasSuffix(suffix) ? suffix : name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        return "\(path[..<slash])\(name.dropLast(ending.count)).\(fileName(part))\(ending)"
    }

    /// The file's name in a path.
    static func lastPart(of path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// A text as the name of a file: neither a folder, nor hidden, nor too long.
    static func fileName(_ text: String) -> String {
        let name = text.split(separator: "/").joined(separator: "_")
        let safe = String(
            name.unicodeScalars.prefix(120).map { scalar in
                let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isPlain || "-_.=,+@".unicodeScalars.contains(scalar) ? Character(scalar) : "_"
            })
        return safe.isEmpty || safe.hasPrefix(".") ? "_\(safe)" : safe
    }
}
