import Glibc

/// The path of a file that has to be there and readable.
struct InputFile: Hashable, Sendable, CustomStringConvertible {
    let path: String

    init(path: String) { self.path = path }
    var description: String { path }
}

extension InputFile: ExpressibleByArgument {
    init?(argument: String) {
        guard let file = try? InputFile.read(argument: argument) else { return nil }
        self = file
    }

    static var expectation: String { "a file that can be read" }
    static var defaultCompletionKind: CompletionKind { .file }

    /// Checks before anything is measured that the file can be read later.
    ///
    /// - Throws: `ArgumentProblem` with the reason and, for a missing file, the nearest name in its directory.
    static func read(argument path: String) throws -> InputFile {
        guard !path.isEmpty else { throw ArgumentProblem.because("a path cannot be empty") }
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            let reason = String(cString: strerror(code)).lowercased()
            guard code == ENOENT, let nearest = nearestPath(to: path) else { throw ArgumentProblem.because(reason) }
            throw ArgumentProblem.because("\(reason); did you mean '\(nearest)'?")
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw ArgumentProblem.because("is a directory, not a file") }
        guard access(path, R_OK) == 0 else {
            throw ArgumentProblem.because(String(cString: strerror(errno)).lowercased())
        }
        return InputFile(path: path)
    }

    /// The path in the same directory whose last part is most like that of `path`.
    private static func nearestPath(to path: String) -> String? {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard let stream = opendir(directory.isEmpty ? "." : directory) else { return nil }
        defer { closedir(stream) }
        var names: [String] = []
        // The bound keeps a mistyped name in a huge directory from taking seconds.
        while names.count < 10_000, let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return NearestName.of(name, among: names.sorted()).map { directory + $0 }
    }
}
