import Glibc

/// The files in which the kernel describes a machine, below a root that tests can choose.
struct SystemFiles: Sendable {
    private let root: String

    /// - Parameter root: a directory that stands for `/`.
    init(root: String = "") { self.root = root }

    /// More than any file read here has, even the processor list of a machine with hundreds of cores.
    private static let sizeLimit = 4 << 20

    /// The content of a file without white space at its ends; nil if it cannot be read.
    func text(_ path: String) -> String? {
        let descriptor = open(root + path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while bytes.count < Self.sizeLimit {
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 { return nil }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        let isSpace = { (byte: UInt8) in byte == 0 || byte == 0x20 || (0x09...0x0D).contains(byte) }
        let trimmed = bytes.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: Array(trimmed), as: UTF8.self)
    }

    func lines(_ path: String) -> [Substring] { text(path)?.split(separator: "\n") ?? [] }
    func integer(_ path: String) -> Int? { text(path).flatMap { Int($0) } }
    func exists(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    func isExecutable(_ path: String) -> Bool {
        var status = stat()
        return stat(root + path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(root + path, X_OK) == 0
    }

    /// The names in a directory, sorted; empty if it cannot be read.
    func names(in path: String) -> [String] {
        guard let directory = opendir(root + path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The value of `key` in a file of lines `key: value`, as in `/proc/meminfo` and `/proc/self/status`.
    func field(_ key: String, in path: String) -> String? {
        for line in lines(path) {
            guard let colon = line.firstIndex(of: ":"), trimmed(line[..<colon]) == key else { continue }
            return trimmed(line[line.index(after: colon)...])
        }
        return nil
    }

    private func trimmed(_ text: Substring) -> String {
        let isSpace = { (character: Character) in character.isWhitespace }
        return String(text.drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}

/// A list of processors as the kernel writes it: `0-3,8`.
struct ProcessorList: Equatable {
    let processors: Set<Int>

    /// Nil for a text that is not such a list or names a processor beyond 65,535.
    init?(_ text: String) {
        var processors: Set<Int> = []
        for part in text.split(separator: ",") {
            let bounds = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, bounds.count <= 2,
                0 <= first, first <= last, last < 65536
            else { return nil }
            processors.formUnion(first...last)
        }
        self.processors = processors
    }
}
