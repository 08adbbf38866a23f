import Glibc

@testable import BenchRunner

/// A folder with files, and the program `bench` run inside it.
///
/// The program was built together with this test bundle. The folder is removed with the last reference to it.
final class Bench {
    struct Outcome: Sendable {
        /// The exit status, or 128 and the number of the signal that ended the program.
        var status: Int32
        var output: String
        var errors: String
    }

    struct Failure: Error, CustomStringConvertible { let description: String }

    let folder: String

    init() throws {
        guard let template = strdup("/tmp/bench-tests-XXXXXX") else { throw Failure(description: "no memory") }
        defer { free(template) }
        guard let made = mkdtemp(template) else { throw Failure(description: String(cString: strerror(errno))) }
        folder = String(cString: made)
    }

    deinit { Self.remove(folder) }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                if name != ".", name != ".." { remove("\(path)/\(name)") }
            }
            closedir(directory)
            rmdir(path)
        } else {
            unlink(path)
        }
    }

    /// Writes a file of the folder anew.
    @discardableResult
    func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        guard let file = fopen("\(folder)/\(name)", "we") else {
            throw Failure(description: "\(name): \(String(cString: strerror(errno)))")
        }
        defer { fclose(file) }
        let bytes = Array(bytes)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(description: "\(name): full") }
        return name
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

    /// The bytes of a file of the folder; nil where there is none.
    func read(_ name: String) -> [UInt8]? {
        guard let file = fopen("\(folder)/\(name)", "re") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return bytes
    }

    /// The names of the files in a folder of the folder, sorted.
    func files(in name: String) -> [String] {
        guard let directory = opendir("\(folder)/\(name)") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// Runs `bench` with the folder as its working directory and waits for its end.
    func callAsFunction(_ arguments: String...) throws -> Outcome { try run(arguments) }

    func run(_ arguments: [String]) throws -> Outcome { try shell("exec \"$0\" \"$@\" </dev/null", arguments) }

    /// Runs a line of shell in the folder, to which `bench` is `$0`.
    func shell(_ line: String, _ arguments: [String] = []) throws -> Outcome {
        // Into files and not pipes, which would have to be read while the program runs.
        let number = Int.random(in: 0..<Int.max)
        let (output, errors) = (".output-\(number)", ".errors-\(number)")
        defer {
            unlink("\(folder)/\(output)")
            unlink("\(folder)/\(errors)")
        }
        let script = "cd '\(folder)' || exit 99; { \(line)\n} >\(output) 2>\(errors)"
        let line: [String] = ["/bin/sh", "-c", script, Self.program] + arguments
        let environment: [String] = ["PATH=/usr/bin:/bin", "HOME=/tmp"]
        let words = line.map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", nil, nil, words, variables)
        guard code == 0 else { throw Failure(description: String(cString: strerror(code))) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        func text(_ name: String) -> String { String(decoding: read(name) ?? [], as: UTF8.self) }
        let signal = status & 0x7F
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: text(output), errors: text(errors))
    }

    /// Beside the test executable.
    private static let program: String = {
        let executable = ProgramFiles.executable
        return (executable.lastIndex(of: "/").map { String(executable[...$0]) } ?? "./") + "bench"
    }()
}
