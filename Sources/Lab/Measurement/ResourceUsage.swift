import Glibc

/// What the kernel says of this process's memory.
enum ResourceUsage {
    /// The most memory that this process has had resident, in bytes; nil where the kernel does not say.
    ///
    /// Not `getrusage`: its maximum is carried over from the parent through `exec`.
    static func peakResidentBytes() -> Int? {
        guard let status = SystemFile.contents("/proc/self/status") else { return nil }
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return nil }
        return line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) }.map { $0 * 1024 }
    }
}

/// Reads the kernel's small text files.
enum SystemFile {
    /// The text of a file of at most 1 MiB; nil where it cannot be read.
    static func contents(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while text.count < 1 << 20 {
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return count == 0 ? String(decoding: text, as: UTF8.self) : nil }
            text += buffer[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }
}
