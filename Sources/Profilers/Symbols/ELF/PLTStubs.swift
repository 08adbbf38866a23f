import CElfutils

/// The stubs of the procedure linkage table: code without symbols that jumps through a slot which a relocation names.
enum PLTStubs {
    /// A stub, and the name of the function that it jumps to with `@plt` behind it, as objdump writes it.
    struct Stub: Sendable {
        var addresses: Range<UInt64>
        var name: String
    }

    /// The stubs of a file, ascending. Empty for machines other than x86-64 and AArch64.
    static func read(_ file: ELFFile, functionAt: (UInt64) -> String?) -> [Stub] {
        let sections = file.sections.filter {
            $0.isExecutable && ($0.name == ".plt" || $0.name.hasPrefix(".plt.") || $0.name == ".iplt")
        }
        guard !sections.isEmpty else { return [] }
        let slots = slots(of: file, functionAt: functionAt)
        return sections.flatMap { section in
            section.bytes.isEmpty || section.addresses.isEmpty
                ? [] : stubs(in: section, machine: file.machine, slots: slots)
        }.sorted { $0.addresses.lowerBound < $1.addresses.lowerBound }
    }

    /// The function behind each slot of the global offset table.
    private static func slots(of file: ELFFile, functionAt: (UInt64) -> String?) -> [UInt64: String] {
        let isX86 = file.machine == UInt16(EM_X86_64)
        let jump = isX86 ? UInt64(R_X86_64_JUMP_SLOT) : UInt64(R_AARCH64_JUMP_SLOT)
        let data = isX86 ? UInt64(R_X86_64_GLOB_DAT) : UInt64(R_AARCH64_GLOB_DAT)
        let indirect = isX86 ? UInt64(R_X86_64_IRELATIVE) : UInt64(R_AARCH64_IRELATIVE)
        guard isX86 || file.machine == UInt16(EM_AARCH64) else { return [:] }
        let dynamic = file.sections.first { $0.header.sh_type == UInt32(SHT_DYNSYM) }
        let symbols = dynamic.flatMap { elf_getdata($0.handle, nil) }
        var slots: [UInt64: String] = [:]
        for section in file.sections where section.header.sh_type == UInt32(SHT_RELA) && section.header.sh_entsize > 0 {
            guard section.header.sh_flags & UInt64(SHF_ALLOC) != 0, let relocations = elf_getdata(section.handle, nil)
            else { continue }
            let count = relocations.pointee.d_size / Int(clamping: section.header.sh_entsize)
            for index in 0..<Int32(clamping: count) {
                var relocation = GElf_Rela()
                guard gelf_getrela(relocations, index, &relocation) != nil else { break }
                let type = relocation.r_info & 0xFFFF_FFFF
                if type == jump || type == data, let symbols, let dynamic {
                    var symbol = GElf_Sym()
                    guard gelf_getsym(symbols, Int32(truncatingIfNeeded: relocation.r_info >> 32), &symbol) != nil,
                        let name = file.string(
                            inSection: Int(dynamic.header.sh_link), at: Int(symbol.st_name)), !name.isEmpty
                    else { continue }
                    slots[relocation.r_offset] = name
                } else if type == indirect {
                    let target = UInt64(bitPattern: relocation.r_addend)
                    slots[relocation.r_offset] = functionAt(target) ?? "*ABS*+0x" + String(target, radix: 16)
                }
            }
        }
        return slots
    }

    private static func stubs(
        in section: ELFFile.Section, machine: UInt16, slots: [UInt64: String]
    ) -> [Stub] {
        // `.plt.got` has entries of 8 or 16 bytes, which its header need not say: every multiple of 8 is tried, and a stub
        // reaches to the next one, or as far as any entry does.
        let bytes = section.bytes
        let start = section.addresses.lowerBound
        guard start <= .max - UInt64(bytes.count) else { return [] }
        let unit = machine == UInt16(EM_X86_64) ? 8 : 4
        var found: [(offset: Int, name: String)] = []
        for offset in stride(from: 0, to: bytes.count, by: unit) {
            let slot =
                machine == UInt16(EM_X86_64)
                ? slotOfX86(bytes, offset, start) : slotOfAArch64(bytes, offset, start)
            if let slot, let name = slots[slot] { found.append((offset, name)) }
        }
        return found.enumerated().map { index, stub in
            let next = index + 1 < found.count ? found[index + 1].offset : bytes.count
            let end = min(next, stub.offset + (machine == UInt16(EM_X86_64) ? 16 : 24), bytes.count)
            return Stub(
                addresses: start &+ UInt64(stub.offset)..<start &+ UInt64(end), name: stub.name + "@plt")
        }
    }

    /// `[endbr64] [bnd] jmp *displacement(%rip)`
    private static func slotOfX86(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ start: UInt64) -> UInt64? {
        var place = offset
        func has(_ pattern: [UInt8]) -> Bool {
            place + pattern.count <= bytes.count && bytes[place..<place + pattern.count].elementsEqual(pattern)
        }
        if has([0xF3, 0x0F, 0x1E, 0xFA]) { place += 4 }
        if has([0xF2]) { place += 1 }
        guard has([0xFF, 0x25]), place + 6 <= bytes.count else { return nil }
        let displacement = bytes.loadUnaligned(fromByteOffset: place + 2, as: Int32.self)
        return start &+ UInt64(place + 6) &+ UInt64(bitPattern: Int64(displacement))
    }

    /// `[bti c]; adrp x16, page; ldr x17, [x16, #offset]`
    private static func slotOfAArch64(_ bytes: UnsafeRawBufferPointer, _ offset: Int, _ start: UInt64) -> UInt64? {
        var place = offset
        func word(_ position: Int) -> UInt32? {
            position + 4 <= bytes.count ? bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self) : nil
        }
        if word(place) == 0xD503_245F { place += 4 }
        guard let page = word(place), let load = word(place + 4), page & 0x9F00_001F == 0x9000_0010,
            load & 0xFFC0_03FF == 0xF940_0211
        else { return nil }
        let pages = UInt64(page >> 29 & 3) | UInt64(page >> 5 & 0x7FFFF) << 2
        // 21 bits with a sign.
        let distance = UInt64(bitPattern: Int64(bitPattern: pages << 43) >> 43) << 12
        return ((start &+ UInt64(place)) & ~0xFFF) &+ distance &+ UInt64(load >> 10 & 0xFFF) * 8
    }
}
