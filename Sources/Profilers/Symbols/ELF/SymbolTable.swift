import CElfutils
import Glibc

/// The functions of one file by address: what `.symtab` and `.dynsym` say, flattened so that every address has one name.
struct SymbolTable: Sendable {
    /// What an address has been found in.
    struct Entry: Sendable {
        /// The linker's name of the function, mangled.
        var name: String
        var start: UInt64
    }

    /// Addresses from which on a symbol holds, ascending; `owners` has the index of the symbol, or -1 for no function.
    private var starts: [UInt64] = []
    private var owners: [Int32] = []
    private var symbols: [Symbol] = []
    private(set) var isEmpty = true

    /// How many symbols there are, aliases included.
    var count: Int { symbols.count }

    /// More symbols than this are no program's: the largest browsers have two million.
    private static let mostSymbols = 20_000_000

    private struct Symbol {
        var start: UInt64
        var end: UInt64
        /// Where the name is: the file's index, the string table's section, and the offset in it.
        var file: UInt8
        var section: UInt32
        var offset: UInt32
        /// What decides between names of the same address: smaller is better.
        var rank: UInt8
        var hasSize: Bool
    }

    /// Reads the symbols of `files`; the first is the program's own file, then come separate debug files.
    init(files: [ELFFile]) {
        for (index, file) in files.enumerated() { read(file, UInt8(truncatingIfNeeded: index)) }
        isEmpty = symbols.isEmpty
        flatten(files)
    }

    /// The index of the symbol that holds each of the ascending `addresses`; -1 where there is none.
    func owners(ofSorted addresses: [UInt64]) -> [Int32] {
        var result: [Int32] = []
        result.reserveCapacity(addresses.count)
        var place = 0
        for address in addresses {
            while place < starts.count, starts[place] <= address { place += 1 }
            result.append(place == 0 ? -1 : owners[place - 1])
        }
        return result
    }

    /// The name of a symbol, without the version that `.symtab` may append.
    func name(of owner: Int32, in files: [ELFFile]) -> String {
        guard let name = text(of: Int(owner), in: files) else { return "" }
        return String(decoding: UnsafeRawBufferPointer(start: name, count: Self.length(name)), as: UTF8.self)
    }

    private func text(of symbol: Int, in files: [ELFFile]) -> UnsafePointer<CChar>? {
        let symbol = symbols[symbol]
        return UnsafePointer(elf_strptr(files[Int(symbol.file)].handle, Int(symbol.section), Int(symbol.offset)))
    }

    /// Up to the version, if there is one. Names of Swift's macros start with `@`.
    private static func length(_ name: UnsafePointer<CChar>) -> Int {
        guard name[0] != 0, let version = strchr(name + 1, Int32(UInt8(ascii: "@"))) else { return strlen(name) }
        return UnsafePointer(version) - name
    }

    // MARK: Reading

    private mutating func read(_ file: ELFFile, _ index: UInt8) {
        let executable = file.sections.filter(\.isExecutable).map(\.addresses)
        let isARM = file.machine == UInt16(EM_AARCH64) || file.machine == UInt16(EM_ARM)
        for section in file.sections {
            let isFull = section.header.sh_type == UInt32(SHT_SYMTAB)
            guard isFull || section.header.sh_type == UInt32(SHT_DYNSYM), section.header.sh_entsize > 0,
                let data = elf_getdata(section.handle, nil)
            else { continue }
            let count = min(data.pointee.d_size / Int(clamping: section.header.sh_entsize), Self.mostSymbols)
            symbols.reserveCapacity(symbols.count + count)
            for position in 0..<Int32(clamping: count) {
                var symbol = GElf_Sym()
                guard gelf_getsym(data, position, &symbol) != nil, symbol.st_shndx != UInt16(SHN_UNDEF),
                    symbol.st_value != 0 || symbol.st_size != 0
                else { continue }
                let type = Int32(symbol.st_info & 15)
                let isFunction = type == STT_FUNC || type == STT_GNU_IFUNC
                guard isFunction || type == STT_NOTYPE else { continue }
                guard let holder = executable.first(where: { $0.contains(symbol.st_value) }) else { continue }
                let end = symbol.st_value.addingReportingOverflow(symbol.st_size)
                if type == STT_NOTYPE {
                    let name = elf_strptr(file.handle, Int(section.header.sh_link), Int(symbol.st_name))
                    guard let name, Self.isLabel(name, isARM: isARM) else { continue }
                }
                symbols.append(
                    Symbol(
                        start: symbol.st_value, end: min(end.overflow ? .max : end.partialValue, holder.upperBound),
                        file: index, section: section.header.sh_link, offset: symbol.st_name,
                        rank: Self.rank(isFunction: isFunction, binding: Int32(symbol.st_info >> 4)),
                        hasSize: symbol.st_size != 0))
            }
        }
    }

    /// Whether an untyped symbol can be meant as a function's name: mapping symbols of ARM and local labels are not.
    private static func isLabel(_ name: UnsafePointer<CChar>, isARM: Bool) -> Bool {
        let first = UInt8(bitPattern: name[0])
        if first == 0 { return false }
        if first == UInt8(ascii: "."), UInt8(bitPattern: name[1]) == UInt8(ascii: "L") { return false }
        if isARM, first == UInt8(ascii: "$"), name[1] != 0,
            name[2] == 0 || UInt8(bitPattern: name[2]) == UInt8(ascii: ".")
        {
            return false
        }
        return true
    }

    private static func rank(isFunction: Bool, binding: Int32) -> UInt8 {
        let byBinding: UInt8 = binding == STB_LOCAL ? 2 : binding == STB_WEAK ? 1 : 0
        return (isFunction ? 0 : 4) + byBinding
    }

    // MARK: Flattening

    /// Makes the ranges disjoint: of nested and overlapping ones the one that starts last holds an address, and a symbol
    /// without a size holds what follows it up to the next symbol, unless it lies within one that has a size.
    private mutating func flatten(_ files: [ELFFile]) {
        let text = files.flatMap { $0.sections.filter(\.isExecutable).map(\.addresses) }.sorted {
            $0.lowerBound < $1.lowerBound
        }
        let order = symbols.indices.sorted { left, right in
            let (a, b) = (symbols[left], symbols[right])
            if a.start != b.start { return a.start < b.start }
            // The longest first, so that the shorter one is found inside it.
            return a.end != b.end ? a.end > b.end : left < right
        }
        var open: [(end: UInt64, owner: Int32)] = []
        var section = 0
        var position = 0
        func closeUntil(_ address: UInt64, _ table: inout SymbolTable) {
            while let last = open.last, last.end <= address {
                open.removeLast()
                while let outer = open.last, outer.end <= last.end { open.removeLast() }
                table.append(last.end, open.last?.owner ?? -1)
            }
        }
        while position < order.count {
            let first = symbols[order[position]]
            closeUntil(first.start, &self)
            // Every symbol of this start with this end, or without a size.
            var group = [order[position]]
            var next = position + 1
            while next < order.count, symbols[order[next]].start == first.start,
                symbols[order[next]].end == first.end || !symbols[order[next]].hasSize
            {
                if symbols[order[next]].hasSize == first.hasSize { group.append(order[next]) }
                next += 1
            }
            position = next
            let best = group.count == 1 ? group[0] : group.min { isBetter($0, than: $1, in: files) } ?? group[0]
            var end = first.end
            if !first.hasSize {
                guard open.isEmpty else { continue }
                while section < text.count, text[section].upperBound <= first.start { section += 1 }
                let sectionEnd = section < text.count ? text[section].upperBound : first.start
                end = next < order.count ? min(symbols[order[next]].start, sectionEnd) : sectionEnd
                guard end > first.start else { continue }
            }
            append(first.start, Int32(best))
            open.append((end, Int32(best)))
        }
        closeUntil(.max, &self)
    }

    private mutating func append(_ start: UInt64, _ owner: Int32) {
        if let last = starts.last, last == start {
            owners[owners.count - 1] = owner
        } else if owners.last != owner {
            starts.append(start)
            owners.append(owner)
        }
    }

    /// Which of two names of the same range people know: global before local, without leading underscores, shorter.
    private func isBetter(_ left: Int, than right: Int, in files: [ELFFile]) -> Bool {
        let (a, b) = (symbols[left], symbols[right])
        if a.rank != b.rank { return a.rank < b.rank }
        guard let first = text(of: left, in: files), let second = text(of: right, in: files) else {
            return left < right
        }
        let (firstLength, secondLength) = (Self.length(first), Self.length(second))
        // A mangled C++ name has an underscore in front by rule, which says nothing.
        let underscore = CChar(bitPattern: UInt8(ascii: "_"))
        let areMangled = strncmp(first, "_Z", 2) == 0 && strncmp(second, "_Z", 2) == 0
        if !areMangled, (first[0] == underscore) != (second[0] == underscore) { return second[0] == underscore }
        if firstLength != secondLength { return firstLength < secondLength }
        let order = memcmp(first, second, firstLength)
        return order == 0 ? left < right : order < 0
    }
}
