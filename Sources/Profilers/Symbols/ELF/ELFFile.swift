import CElfutils
import Glibc

/// An open ELF file, or an image of one in memory. Belongs to one thread: libelf fills its tables as they are asked for.
final class ELFFile {
    /// Why a file cannot be read for symbols.
    enum Failure: Error, Hashable, Sendable {
        case cannotOpen(errno: Int32)
        case notRegular
        case notELF
        case unsupportedByteOrder
    }

    let handle: OpaquePointer
    let path: String
    let machine: UInt16
    let segments: ELFSegments
    private let descriptor: Int32
    private let memory: UnsafeMutableBufferPointer<CChar>?
    private let namesSection: Int

    /// - Throws: `Failure`.
    convenience init(path: String) throws(Failure) {
        // Not blocking: the path may have become a FIFO.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .cannotOpen(errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw .notRegular
        }
        elf_version(UInt32(EV_CURRENT))
        // Mapped, not read: threads share the pages, and only the sections that are looked at are brought in.
        guard let handle = elf_begin(descriptor, ELF_C_READ_MMAP, nil) else {
            close(descriptor)
            throw .notELF
        }
        try self.init(handle: handle, path: path, descriptor: descriptor, memory: nil)
    }

    /// An image in memory, of which a copy is made.
    ///
    /// - Throws: `Failure`.
    convenience init(image: [UInt8], path: String) throws(Failure) {
        elf_version(UInt32(EV_CURRENT))
        let memory = UnsafeMutableBufferPointer<CChar>.allocate(capacity: image.count)
        _ = memory.initialize(from: image.lazy.map { CChar(bitPattern: $0) })
        guard let handle = elf_memory(memory.baseAddress, memory.count) else {
            memory.deallocate()
            throw .notELF
        }
        try self.init(handle: handle, path: path, descriptor: -1, memory: memory)
    }

    private init(
        handle: OpaquePointer, path: String, descriptor: Int32, memory: UnsafeMutableBufferPointer<CChar>?
    ) throws(Failure) {
        self.handle = handle
        self.path = path
        self.descriptor = descriptor
        self.memory = memory
        var header = GElf_Ehdr()
        var namesSection = 0
        guard elf_kind(handle) == ELF_K_ELF, gelf_getehdr(handle, &header) != nil else {
            machine = 0
            segments = ELFSegments(segments: [])
            self.namesSection = 0
            throw .notELF
        }
        machine = header.e_machine
        segments = Self.segments(of: handle)
        self.namesSection = elf_getshdrstrndx(handle, &namesSection) == 0 ? namesSection : 0
        guard header.e_ident.5 == UInt8(ELFDATA2LSB) else { throw .unsupportedByteOrder }
    }

    deinit {
        elf_end(handle)
        if descriptor >= 0 { close(descriptor) }
        memory?.deallocate()
    }

    private static func segments(of handle: OpaquePointer) -> ELFSegments {
        var count = 0
        guard elf_getphdrnum(handle, &count) == 0 else { return ELFSegments(segments: []) }
        // More program headers than the format's own counter holds are no program's.
        let segments = (0..<Int32(min(count, 0xFFFF))).compactMap { index -> ELFSegments.Segment? in
            var header = GElf_Phdr()
            guard gelf_getphdr(handle, index, &header) != nil, header.p_type == UInt32(PT_LOAD) else { return nil }
            return ELFSegments.Segment(
                fileOffset: header.p_offset, address: header.p_vaddr, fileSize: header.p_filesz,
                memorySize: header.p_memsz, isExecutable: header.p_flags & UInt32(PF_X) != 0)
        }
        return ELFSegments(segments: segments)
    }

    // MARK: Sections

    /// A section by what its header says.
    struct Section {
        let handle: OpaquePointer
        let name: String
        let header: GElf_Shdr

        var isExecutable: Bool { header.sh_flags & UInt64(SHF_EXECINSTR) != 0 }
        var addresses: Range<UInt64> {
            let (end, overflows) = header.sh_addr.addingReportingOverflow(header.sh_size)
            return header.sh_addr..<(overflows ? header.sh_addr : end)
        }
        /// The bytes, valid as long as the file is open; empty where the file holds none.
        var bytes: UnsafeRawBufferPointer {
            guard header.sh_type != UInt32(SHT_NOBITS), let data = elf_rawdata(handle, nil)?.pointee,
                let start = data.d_buf
            else { return UnsafeRawBufferPointer(start: nil, count: 0) }
            return UnsafeRawBufferPointer(start: start, count: data.d_size)
        }
    }

    private(set) lazy var sections: [Section] = {
        var sections: [Section] = []
        var next = elf_nextscn(handle, nil)
        while let section = next {
            var header = GElf_Shdr()
            if gelf_getshdr(section, &header) != nil {
                let name = elf_strptr(handle, namesSection, Int(header.sh_name)).map { String(cString: $0) }
                sections.append(Section(handle: section, name: name ?? "", header: header))
            }
            next = elf_nextscn(handle, section)
        }
        return sections
    }()

    func section(_ name: String) -> Section? { sections.first { $0.name == name } }

    /// The text at an offset of a string table.
    func string(inSection section: Int, at offset: Int) -> String? {
        elf_strptr(handle, section, offset).map { String(cString: $0) }
    }

    // MARK: Identity

    /// The build id as lower-case hexadecimal digits; empty where there is none.
    private(set) lazy var buildID: String = {
        var identity: UnsafeRawPointer?
        let length = dwelf_elf_gnu_build_id(handle, &identity)
        guard length > 0, length <= 64, let identity else { return "" }
        return Hexadecimal.digits(of: UnsafeRawBufferPointer(start: identity, count: length))
    }()

    /// The name of the separate debug file, and the checksum that it must have.
    private(set) lazy var debugLink: (file: String, checksum: UInt32)? = {
        var checksum: GElf_Word = 0
        guard let name = dwelf_elf_gnu_debuglink(handle, &checksum) else { return nil }
        return (String(cString: name), checksum)
    }()
}

enum Hexadecimal {
    static func digits(of bytes: some Collection<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension ELFFile {
    /// Whether local functions have names here; `.dynsym` has only those that other files see.
    var hasSymbolTable: Bool { sections.contains { $0.header.sh_type == UInt32(SHT_SYMTAB) } }
}
