import Glibc

/// The folder in which profiled processes leave what they recorded, removed when its owner goes unless it is kept.
final class JournalFolder {
    let path: String
    private var isKept: Bool

    private static let extensions = [".journal", ".failure"]

    /// A process that was profiled.
    struct Journal: Equatable {
        let path: String
        let process: Int32
        /// A process has one for each program that it became by exec.
        let number: Int
    }

    /// - Throws: `SystemError` if it cannot be made where `TMPDIR` says, or else in /tmp.
    init() throws(SystemError) {
        let parent = ProcessEnvironment["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/swift-perf-lab-profile-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template), let resolved = realpath(made, nil) else {
            throw SystemError("making a folder in \(parent)", code: errno)
        }
        defer { free(resolved) }
        path = String(cString: resolved)
        isKept = false
        // A server that root starts may go on as another user, whose children have journals of their own.
        if geteuid() == 0 { chmod(path, 0o1733) }
    }

    /// A folder that an earlier call has kept.
    init(kept path: String) {
        self.path = path
        isKept = true
    }

    deinit {
        guard !isKept else { return }
        // Its own files and no others: a user may have named any folder.
        for name in SystemFiles().names(in: path)
        where Self.extensions.contains(where: { Self.parts(of: name, extension: $0) != nil }) {
            unlink("\(path)/\(name)")
        }
        rmdir(path)
    }

    /// Leaves the folder where it is: its profile could not be written.
    func keep() { isKept = true }

    /// Removes the folder with the last reference after all.
    func release() { isKept = false }

    /// In the order of their processes.
    var journals: [Journal] {
        SystemFiles().names(in: path).compactMap { name -> Journal? in
            guard let (process, number) = Self.parts(of: name, extension: ".journal") else { return nil }
            let path = "\(path)/\(name)"
            var status = stat()
            // Nothing but what a process made here: in a folder that others may write to, a link could lead anywhere.
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return Journal(path: path, process: process, number: number)
        }.sorted { ($0.process, $0.number) < ($1.process, $1.number) }
    }

    /// Why processes were not profiled, each reason once.
    var failures: [String] {
        let files = SystemFiles()
        let texts = files.names(in: path).filter { Self.parts(of: $0, extension: ".failure") != nil }
            .compactMap { files.text("\(path)/\($0)") }
        return Set(texts).sorted().map(Message.printable)
    }

    /// The profiled processes that still run.
    var running: [Int32] {
        let library = Array("libLabPreload.so".utf8)
        return Set(journals.map(\.process)).sorted().filter { process in
            // Its number may be another's by now: one that has not the library is.
            guard kill(process, 0) == 0, let maps = SystemFiles().text("/proc/\(process)/maps") else { return false }
            return maps.utf8.split(separator: UInt8(ascii: "\n")).contains {
                $0.suffix(library.count).elementsEqual(library)
            }
        }
    }

    private static func parts(of name: String, extension ending: String) -> (process: Int32, number: Int)? {
        guard name.hasSuffix(ending) else { return nil }
        let numbers = name.dropLast(ending.count).split(separator: "-", omittingEmptySubsequences: false)
        guard numbers.count == 2, let process = Int32(numbers[0]), process > 0, let number = Int(numbers[1]) else {
            return nil
        }
        return (process, number)
    }
}
