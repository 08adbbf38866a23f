import Glibc

/// A folder for the temporary files of workers, removed with all that is in it when its owner goes.
///
/// A worker that crashes leaves its files behind; the next thousand rounds must not fill the disk with them.
final class TemporaryDirectory {
    let path: String

    /// - Throws: `SystemError` if it cannot be made where `TMPDIR` says, or else in /tmp.
    init() throws(SystemError) {
        let parent = ProcessEnvironment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/swift-perf-lab-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw SystemError("making a folder in \(parent)", code: errno) }
        path = String(cString: made)
    }

    deinit { Self.remove(path) }

    /// Removes a file, or a folder with what is in it. Links are removed, and not what they lead to.
    private static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        for name in SystemFiles().names(in: path) { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
