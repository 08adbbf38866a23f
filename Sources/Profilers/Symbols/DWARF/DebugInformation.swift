import CElfutils

/// A compilation unit, and which addresses it holds.
struct DebugUnit: Sendable {
    /// Where its header is in `.debug_info`, and how long it is with its contents: about the work that it is.
    var offset: UInt64
    var size: UInt64
    /// Indices of the addresses, ascending.
    var addresses: [Int32]
}

/// The DWARF sections of a file, opened by libdw. Belongs to one thread, as the file does.
final class DebugInformation {
    let handle: OpaquePointer
    private let file: ELFFile

    init?(_ file: ELFFile) {
        // libdw opens only what is in this file and, for names that `dwz` moved, in the one that `.gnu_debugaltlink` names; it
        // asks no server: that is libdwfl's and debuginfod's doing.
        guard let handle = dwarf_begin_elf(file.handle, DWARF_C_READ, nil) else { return nil }
        self.handle = handle
        self.file = file
    }

    deinit { dwarf_end(handle) }

    static func isPresent(in file: ELFFile) -> Bool {
        file.sections.contains {
            ($0.name == ".debug_info" || $0.name == ".zdebug_info") && $0.header.sh_type != UInt32(SHT_NOBITS)
        }
    }

    /// The bytes of a section, decompressed: libdw has done that when it was opened.
    func section(_ name: String) -> UnsafeRawBufferPointer {
        let section = file.section("." + name) ?? file.section(".z" + name)
        return section?.bytes ?? UnsafeRawBufferPointer(start: nil, count: 0)
    }

    // MARK: Units

    struct Header {
        var offset: UInt64
        var next: UInt64
        var size: Int
        var abbreviations: UInt64
        var format: Abbreviations.Format
        /// Where the unit's own entry is.
        var root: UInt64 { offset + UInt64(size) }
    }

    /// The header of the unit at an offset of `.debug_info`; nil behind the last one, and where it is damaged.
    func header(at offset: UInt64) -> Header? {
        var next: Dwarf_Off = 0
        var headerSize = 0
        var version: Dwarf_Half = 0
        var abbreviations: Dwarf_Off = 0
        var addressSize: UInt8 = 0
        var offsetSize: UInt8 = 0
        let status = dwarf_next_unit(
            handle, offset, &next, &headerSize, &version, &abbreviations, &addressSize, &offsetSize, nil, nil)
        guard status == 0, next > offset, headerSize > 0 else { return nil }
        return Header(
            offset: offset, next: next, size: headerSize, abbreviations: abbreviations,
            format: Abbreviations.Format(
                version: Int(version), addressSize: Int(addressSize), offsetSize: Int(offsetSize)))
    }

    /// The units that hold at least one of the ascending `addresses`.
    func units(holding addresses: [UInt64]) -> (units: [DebugUnit], isDamaged: Bool) {
        var units: [DebugUnit] = []
        var undeclared: [DebugUnit] = []
        var isTaken = [Bool](repeating: false, count: addresses.count)
        var isDamaged = false
        var offset: UInt64 = 0
        while let header = header(at: offset) {
            defer { offset = header.next }
            var root = Dwarf_Die()
            guard dwarf_offdie(handle, header.root, &root) != nil else {
                isDamaged = true
                continue
            }
            // Of units whose entries are in a `.dwo` file only the lines are here.
            let tag = Int(dwarf_tag(&root))
            guard tag == DW_TAG_compile_unit || tag == DW_TAG_skeleton_unit else { continue }
            var unit = DebugUnit(offset: header.offset, size: header.next - header.offset, addresses: [])
            if dwarf_hasattr(&root, UInt32(DW_AT_ranges)) == 0, dwarf_hasattr(&root, UInt32(DW_AT_high_pc)) == 0 {
                if dwarf_haschildren(&root) > 0, dwarf_hasattr(&root, UInt32(DW_AT_stmt_list)) != 0 {
                    undeclared.append(unit)
                }
                continue
            }
            isDamaged =
                !Self.forEachRange(of: &root) { range in
                    for index in addresses.indices(in: range) where !isTaken[index] {
                        isTaken[index] = true
                        unit.addresses.append(Int32(index))
                    }
                } || isDamaged
            unit.addresses.sort()
            if !unit.addresses.isEmpty { units.append(unit) }
        }
        // Units that do not say where they are can only be tried with what no other unit claims.
        let rest = isTaken.indices.filter { !isTaken[$0] }.map { Int32($0) }
        for unit in undeclared where !rest.isEmpty {
            units.append(DebugUnit(offset: unit.offset, size: unit.size, addresses: rest))
        }
        return (units, isDamaged)
    }

    /// The address ranges of an entry; false where they are damaged.
    static func forEachRange(of entry: inout Dwarf_Die, _ body: (Range<UInt64>) -> Void) -> Bool {
        var base: Dwarf_Addr = 0
        var start: Dwarf_Addr = 0
        var end: Dwarf_Addr = 0
        var offset = 0
        // A list has no length in front; no function has more parts than this.
        for _ in 0..<1_000_000 {
            offset = dwarf_ranges(&entry, offset, &base, &start, &end)
            if offset <= 0 { return offset == 0 }
            if start < end { body(start..<end) }
        }
        return false
    }
}

extension [UInt64] {
    /// The indices of the elements that lie in `range`, of an ascending array.
    func indices(in range: Range<UInt64>) -> Range<Int> {
        let first = firstIndex(notBelow: range.lowerBound, from: 0)
        // Most ranges are short: the end is near.
        var end = first
        var step = 1
        while end + step <= count, self[end + step - 1] < range.upperBound {
            end += step
            step *= 2
        }
        while step > 0 {
            if end + step <= count, self[end + step - 1] < range.upperBound { end += step }
            step /= 2
        }
        return first..<end
    }

    private func firstIndex(notBelow value: UInt64, from start: Int) -> Int {
        var low = start
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
