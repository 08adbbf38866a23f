import Glibc

/// Runs command lines and collects what they print.
enum Shell {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The lines that a command prints on its standard output and standard error.
    ///
    /// - Throws: `Failure` with the output where the command cannot be started or does not end with status 0.
    static func lines(_ command: String) throws -> [String] {
        guard let stream = popen("exec 2>&1; " + command, "r") else {
            throw Failure(description: "\(command): cannot be started: errno \(errno)")
        }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = fread(&buffer, 1, buffer.count, stream), count > 0 {
            bytes += buffer[..<count]
        }
        let output = String(decoding: bytes, as: UTF8.self)
        let status = pclose(stream)
        guard status == 0 else {
            throw Failure(description: "\(command): wait status \(status): \(output)")
        }
        return output.split(separator: "\n").map(String.init)
    }

    /// A word of a command line, whatever is in it.
    static func quoted(_ word: String) -> String {
        "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
