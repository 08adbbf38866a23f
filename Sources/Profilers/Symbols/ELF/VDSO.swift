import CElfutils
import Glibc

/// The code that the kernel maps into every process, which lies in no file.
enum VDSO {
    /// This process's own; nil where the kernel gives none.
    static func file() -> ELFFile? {
        guard let start = UnsafeRawPointer(bitPattern: getauxval(UInt(AT_SYSINFO_EHDR))) else { return nil }
        // The kernel's own ELF image: sections come last, and their headers behind them.
        let header = start.loadUnaligned(as: Elf64_Ehdr.self)
        let size = Int(header.e_shoff) + Int(header.e_shnum) * Int(header.e_shentsize)
        guard header.e_ident.4 == UInt8(ELFCLASS64), size > 0, size <= 1 << 20 else { return nil }
        return try? ELFFile(image: [UInt8](UnsafeRawBufferPointer(start: start, count: size)), path: "[vdso]")
    }
}
