import Glibc

/// What the kernel and the dynamic linker will make of an executable file, from its first bytes.
enum ProgramImage: Equatable {
    /// An ELF program for this machine that the dynamic linker loads, with the path of that linker.
    case dynamic(linker: String)
    /// An ELF program for this machine without a dynamic linker: nothing can be preloaded into it.
    case staticallyLinked
    /// An ELF program of another word size, byte order or processor.
    case foreign(String)
    /// `#!`, with the interpreter's path.
    case script(interpreter: String)
    /// Anything else: the kernel refuses it, and a shell takes it for a script.
    case text

    /// The most that is read of a file: the program headers stand near its beginning, and a `#!` line ends there.
    private static let headLimit = 64 << 10

    /// - Throws: `SystemError` if the file cannot be read.
    init(contentsOf path: String) throws(SystemError) {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { throw SystemError("reading \(path)", code: errno) }
        let file = FileDescriptor(number)
        var bytes: [UInt8] = []
        while bytes.count < Self.headLimit {
            guard let more = file.readSome(limit: Self.headLimit - bytes.count) else {
                throw SystemError("reading \(path)", code: errno)
            }
            if more.isEmpty { break }
            bytes += more
        }
        self.init(head: bytes)
    }

    /// - Parameter head: The first bytes of the file.
    init(head: [UInt8]) {
        if head.starts(with: [0x7F, 0x45, 0x4C, 0x46]) {
            self = Self.program(ELFHead(bytes: head))
        } else if head.starts(with: Array("#!".utf8)) {
            let line = head.dropFirst(2).prefix { $0 != 0x0A && $0 != 0 }
            let word = line.drop { $0 == 0x20 || $0 == 0x09 }.prefix { $0 != 0x20 && $0 != 0x09 }
            self = .script(interpreter: String(decoding: word, as: UTF8.self))
        } else {
            self = .text
        }
    }

    private static func program(_ elf: ELFHead) -> ProgramImage {
        guard let wordSize = elf.byte(4), let byteOrder = elf.byte(5), let machine = elf.integer(at: 18, bytes: 2)
        else {
            return .foreign("a truncated ELF file")
        }
        if wordSize != 2 { return .foreign("a 32-bit program") }
        if byteOrder != 1 || machine != ELFHead.machineOfThisProgram {
            return .foreign("a program for another processor (ELF machine \(machine))")
        }
        guard let table = elf.integer(at: 32, bytes: 8), let size = elf.integer(at: 54, bytes: 2),
            let count = elf.integer(at: 56, bytes: 2), size >= 56
        else { return .foreign("a truncated ELF file") }
        for index in 0..<count {
            let (header, overflow) = table.addingReportingOverflow(index * size)
            guard !overflow, let type = elf.integer(at: header, bytes: 4) else { break }
            // PT_INTERP.
            guard type == 3, let offset = elf.integer(at: header &+ 8, bytes: 8),
                let length = elf.integer(at: header &+ 32, bytes: 8), let linker = elf.text(at: offset, bytes: length)
            else { continue }
            return .dynamic(linker: linker)
        }
        return .staticallyLinked
    }
}

/// Reads numbers at the beginning of an ELF file; nil for what lies behind its end.
private struct ELFHead {
    let bytes: [UInt8]

    #if arch(x86_64)
        static let machineOfThisProgram = 62
    #elseif arch(arm64)
        static let machineOfThisProgram = 183
    #else
        #error("the ELF number of this processor is not known")
    #endif

    func byte(_ offset: Int) -> UInt8? { bytes.indices.contains(offset) ? bytes[offset] : nil }

    /// A little-endian number; nil where it does not fit.
    func integer(at offset: Int, bytes count: Int) -> Int? {
        guard offset >= 0, offset <= bytes.count - count else { return nil }
        let value = bytes[offset..<offset + count].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(exactly: value)
    }

    func text(at offset: Int, bytes count: Int) -> String? {
        guard offset >= 0, count >= 0, count <= 4096, offset <= bytes.count - count else { return nil }
        return String(decoding: bytes[offset..<offset + count].prefix { $0 != 0 }, as: UTF8.self)
    }
}
