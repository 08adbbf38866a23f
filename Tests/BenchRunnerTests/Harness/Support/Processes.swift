import Glibc

/// The processes of this machine, as far as tests look for some of their own.
enum Processes {
    /// The command lines of the processes that have `variable` (`NAME=value`) in their environment.
    ///
    /// Those that have ended and were not waited for are not among them: they have no environment any more.
    static func all(withVariable variable: String) -> [String] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        let wanted = Array(variable.utf8)
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard let number = pid_t(name), number != getpid() else { continue }
            guard contents("/proc/\(number)/environ").split(separator: 0).contains(where: { $0.elementsEqual(wanted) })
            else { continue }
            let words = contents("/proc/\(number)/cmdline").split(separator: 0)
            found.append("\(number): " + words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
        }
        return found
    }

    private static func contents(_ path: String) -> [UInt8] {
        guard let file = fopen(path, "re") else { return [] }
        defer { fclose(file) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = fread(&buffer, 1, buffer.count, file)
        return Array(buffer[..<count])
    }
}
