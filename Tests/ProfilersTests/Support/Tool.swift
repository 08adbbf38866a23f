import Glibc

/// A program that is run to its end, with its output.
enum Tool {
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs a program in a folder, with nothing of this process's environment.
    static func run(_ words: [String], in folder: ScratchFolder, environment: [String]) throws -> Outcome {
        let number = Int.random(in: 0..<Int.max)
        let (output, errors) = ("\(folder.path)/.output-\(number)", "\(folder.path)/.errors-\(number)")
        // Into files and not pipes, which would have to be read while the program runs.
        let script = "cd '\(folder.path)' && exec \"$0\" \"$@\" </dev/null >'\(output)' 2>'\(errors)'"
        let arguments = (["/bin/sh", "-c", script] + words).map { strdup($0) } + [nil]
        let variables = environment.map { strdup($0) } + [nil]
        defer { for text in arguments + variables { free(text) } }
        var process: pid_t = 0
        let code = posix_spawn(&process, "/bin/sh", nil, nil, arguments, variables)
        guard code == 0 else { throw ScratchFolder.Failure(description: String(cString: strerror(code))) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal, output: text(output), errors: text(errors))
    }

    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "re") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
        return String(decoding: bytes, as: UTF8.self)
    }
}
