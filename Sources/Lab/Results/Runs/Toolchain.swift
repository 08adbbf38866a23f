import CLinux
import Glibc

/// Which compiler built this program.
enum Toolchain {
    /// The compiler's version as it stands in the program's debug information, or the language version that this file
    /// was compiled with where there is none.
    static func ofThisProgram() -> String {
        versionInDebugInformation(of: "/proc/self/exe") ?? compiledVersion
    }

    private static var compiledVersion: String {
        #if compiler(>=6.4)
            "Swift version 6.4 or later"
        #elseif compiler(>=6.3)
            "Swift version 6.3"
        #elseif compiler(>=6.2)
            "Swift version 6.2"
        #elseif compiler(>=6.1)
            "Swift version 6.1"
        #else
            "Swift version 6.0"
        #endif
    }

    /// Looks for the producer that swiftc writes into `.debug_str`. The file is mapped, and its start is not parsed:
    /// the text is long enough that nothing else has it.
    private static func versionInDebugInformation(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        let size = Int(status.st_size)
        guard let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED else { return nil }
        defer { munmap(base, size) }
        let marker = "Swift version "
        var start = 0
        while let found = clinux_find(base + start, size - start, marker, marker.utf8.count) {
            start = found - UnsafeRawPointer(base)
            let text = UnsafeRawBufferPointer(start: found, count: min(size - start, 120))
            let version = text.prefix { $0 >= 0x20 && $0 < 0x7F }
            // The marker stands in the program as a text of its own, too; what a compiler writes ends in a tag.
            if version.last == UInt8(ascii: ")"), version.contains(UInt8(ascii: "(")) {
                return String(decoding: version, as: UTF8.self)
            }
            start += marker.utf8.count
        }
        return nil
    }
}
