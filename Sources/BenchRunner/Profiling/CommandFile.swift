import CLinux
import Glibc

/// The file that a command's first word stands for, once it is known that it can be profiled.
struct CommandFile: Equatable {
    /// What is to be executed.
    let path: String
    /// The arguments, the program's name among them.
    let arguments: [String]

    /// A command that cannot be run, or not be profiled.
    struct Refusal: Error, Equatable, CustomStringConvertible {
        let description: String
    }

    /// The kernel follows so many interpreters of interpreters (BINPRM_MAX_RECURSION and one).
    private static let interpreterLimit = 5

    /// Finds the program as a shell does, and looks at what it is.
    ///
    /// - Parameters:
    ///   - command: The words of the command; one at least.
    ///   - searchPath: The value of `PATH`.
    /// - Throws: `Refusal`, which names the file and says what to do.
    init(_ command: [String], searchPath: String) throws(Refusal) {
        guard let name = command.first, !name.isEmpty else { throw Refusal(description: "the command is empty") }
        let path = try Self.find(name, searchPath: searchPath)
        var image = try Self.look(at: path)
        if image == .text {
            // As execvp has it.
            self.path = "/bin/sh"
            arguments = ["/bin/sh", path] + command.dropFirst()
        } else {
            self.path = path
            arguments = command
        }
        var program = image == .text ? self.path : path
        if image == .text { image = try Self.look(at: program) }
        for _ in 0..<Self.interpreterLimit {
            guard case .script(let interpreter) = image else { break }
            guard access(interpreter, X_OK) == 0 else {
                throw Refusal(
                    description:
                        "\(program.quoted) names the interpreter \(interpreter.quoted), which cannot be executed: "
                        + String(cString: strerror(errno)).lowercased())
            }
            program = interpreter
            image = try Self.look(at: program)
        }
        try Self.check(image, of: program, isInterpreterOf: program == self.path ? nil : path)
    }

    private static func look(at path: String) throws(Refusal) -> ProgramImage {
        do {
            return try ProgramImage(contentsOf: path)
        } catch {
            throw Refusal(
                description:
                    "\(path.quoted) cannot be read (\(String(cString: strerror(error.code)).lowercased())), so "
                    + "whether it can be profiled cannot be told")
        }
    }

    private static func find(_ name: String, searchPath: String) throws(Refusal) -> String {
        if name.contains("/") {
            if let problem = problem(of: name) { throw Refusal(description: "\(name.quoted): \(problem)") }
            return name
        }
        let folders = searchPath.split(separator: ":", omittingEmptySubsequences: false)
        var found: (path: String, problem: String)?
        for folder in folders {
            let path = folder.isEmpty ? "./\(name)" : "\(folder)/\(name)"
            guard let problem = problem(of: path) else { return path }
            if found == nil, access(path, F_OK) == 0 { found = (path, problem) }
        }
        if let found { throw Refusal(description: "\(found.path.quoted): \(found.problem)") }
        let files = SystemFiles()
        let nearest = NearestName.of(name, among: Set(folders.flatMap { files.names(in: String($0)) }).sorted())
        throw Refusal(
            description: "there is no command \(name.quoted)\(nearest.map { "; did you mean '\($0)'?" } ?? " on PATH")")
    }

    /// Why a path is nothing to execute; nil where it is.
    private static func problem(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return String(cString: strerror(errno)).lowercased() }
        if status.st_mode & S_IFMT == S_IFDIR { return "is a folder, not a program" }
        guard status.st_mode & S_IFMT == S_IFREG else { return "is no file to execute" }
        return access(path, X_OK) == 0 ? nil : "is not executable (chmod +x makes it so)"
    }

    private static func check(_ image: ProgramImage, of path: String, isInterpreterOf script: String?) throws(Refusal) {
        let subject = script.map { "the interpreter of \($0.quoted), \(path.quoted)," } ?? path.quoted
        switch image {
        case .staticallyLinked:
            throw Refusal(
                description: "\(subject) is statically linked: a profiler cannot be preloaded into it; link it "
                    + "dynamically, or let it start Profilers' CPUProfiler itself")
        case .foreign(let what):
            throw Refusal(description: "\(subject) is \(what); only programs of this machine's kind are profiled")
        case .script, .text:
            throw Refusal(description: "\(subject) is no program, and neither are the interpreters that it names")
        case .dynamic(let linker):
            guard access(linker, X_OK) == 0 else {
                throw Refusal(description: "\(subject) needs the dynamic linker \(linker.quoted), which is not there")
            }
            if linker.contains("/ld-musl") {
                throw Refusal(
                    description: "\(subject) is built for the C library musl; the preload library needs glibc")
            }
        }
        if let reason = privileges(of: path) {
            throw Refusal(
                description:
                    "\(subject) \(reason): the dynamic linker preloads nothing into it; profile a copy without, "
                    + "or as the user that it becomes")
        }
    }

    /// What makes the dynamic linker ignore LD_PRELOAD for a file; nil where nothing does.
    private static func privileges(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        if status.st_mode & S_ISUID != 0, status.st_uid != geteuid() { return "is set-user-ID" }
        if status.st_mode & S_ISGID != 0, status.st_gid != getegid() { return "is set-group-ID" }
        if geteuid() != 0, clinux_has_file_capabilities(path) != 0 { return "has file capabilities" }
        return nil
    }
}
