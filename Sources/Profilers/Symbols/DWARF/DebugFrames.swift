import CElfutils

/// The frames of the addresses of some units of a file, read from its debug information.
struct DebugFrames: Sendable {
    private(set) var functions: [ModuleFunction] = []
    /// The indices of the addresses that have frames, and where each one's frames end in `frames`, innermost first.
    private(set) var addresses: [Int32] = []
    private(set) var ends: [Int] = []
    private(set) var frames: [ModuleFrame] = []
    private(set) var isDamaged = false

    /// Reads `units` of the file that `plan` names, which is opened anew: libdw's handles belong to one thread.
    init(_ plan: ModulePlan, path: String, units: [DebugUnit]) {
        guard let file = try? ELFFile(path: path), let information = DebugInformation(file) else { return }
        var reading = Reading(plan: plan, information: information)
        for unit in units where !read(unit, &reading) { isDamaged = true }
    }

    /// The frames of the `position`th of `addresses`.
    func frames(at position: Int) -> ArraySlice<ModuleFrame> {
        frames[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
    }

    // MARK: Reading

    private struct Reading {
        let plan: ModulePlan
        let information: DebugInformation
        var abbreviations: [UInt64: [Abbreviations.Format: Abbreviations]] = [:]
        var names: [UInt64: (name: String, startLine: Int64)] = [:]
        var functions: [FunctionKey: Int32] = [:]
        var files = FileNames()
    }

    /// A function in a file: the entry that describes it, or the symbol that the linker knows it by.
    private struct FunctionKey: Hashable {
        var identity: UInt64
        var symbol: Int32
        var file: Int32
    }

    /// - Returns: false where the unit is damaged, and some of its addresses may have no frames.
    private mutating func read(_ unit: DebugUnit, _ reading: inout Reading) -> Bool {
        let information = reading.information
        guard let header = information.header(at: unit.offset) else { return false }
        let abbreviations: Abbreviations
        if let known = reading.abbreviations[header.abbreviations]?[header.format] {
            abbreviations = known
        } else {
            abbreviations = Abbreviations(
                information.section("debug_abbrev"), at: Int(clamping: header.abbreviations), format: header.format)
            reading.abbreviations[header.abbreviations, default: [:]][header.format] = abbreviations
        }
        let wanted = unit.addresses.map { reading.plan.addresses[Int($0)] }
        let tree = InlineTree(information, header, abbreviations: abbreviations, addresses: wanted)
        var root = Dwarf_Die()
        guard dwarf_offdie(information.handle, header.root, &root) != nil else { return false }
        var table = LineTable(&root)
        for (position, index) in unit.addresses.enumerated() {
            var place = table.place(of: wanted[position], &reading.files)
            let symbol = reading.plan.owners[Int(index)]
            var node = tree.innermost[position]
            guard node >= 0 || (symbol >= 0 && place != nil) else { continue }
            while node >= 0 {
                let current = tree.nodes[Int(node)]
                let isOutermost = current.parent < 0
                append(current, symbol: isOutermost ? symbol : -1, place, &reading)
                if !isOutermost {
                    let file = table.file(current.callFile, &reading.files)
                    place = LineTable.Place(file: file, line: Int64(clamping: current.callLine))
                }
                node = current.parent
            }
            if tree.innermost[position] < 0 { append(nil, symbol: symbol, place, &reading) }
            addresses.append(index)
            ends.append(frames.count)
        }
        return !tree.isDamaged
    }

    private mutating func append(
        _ node: InlineTree.Node?, symbol: Int32, _ place: LineTable.Place?, _ reading: inout Reading
    ) {
        let key = FunctionKey(identity: node?.identity ?? 0, symbol: symbol, file: place?.file ?? 0)
        let function: Int32
        if let known = reading.functions[key] {
            function = known
        } else {
            let described = node.map { Self.describe($0, &reading) } ?? (name: "", startLine: 0)
            let name = symbol >= 0 ? reading.plan.functions[Int(symbol)].name : described.name
            function = Int32(functions.count)
            functions.append(
                ModuleFunction(
                    name: name, file: reading.files.paths[Int(key.file)], startLine: described.startLine))
            reading.functions[key] = function
        }
        frames.append(ModuleFrame(function: function, line: place?.line ?? 0))
    }

    /// The linker's name of a function, and the line on which it is declared.
    private static func describe(_ node: InlineTree.Node, _ reading: inout Reading) -> (name: String, startLine: Int64)
    {
        if let known = reading.names[node.identity] { return known }
        var entry = Dwarf_Die()
        var described = (name: "", startLine: Int64(0))
        if dwarf_offdie(reading.information.handle, node.entry, &entry) != nil {
            for attribute in [DW_AT_linkage_name, DW_AT_MIPS_linkage_name, DW_AT_name] where described.name.isEmpty {
                var value = Dwarf_Attribute()
                if dwarf_attr_integrate(&entry, UInt32(attribute), &value) != nil, let text = dwarf_formstring(&value) {
                    described.name = String(cString: text)
                }
            }
            var value = Dwarf_Attribute()
            var line: Dwarf_Word = 0
            if dwarf_attr_integrate(&entry, UInt32(DW_AT_decl_line), &value) != nil,
                dwarf_formudata(&value, &line) == 0
            {
                described.startLine = Int64(clamping: line)
            }
        }
        if described.name.isEmpty { described.name = "[inlined]" }
        reading.names[node.identity] = described
        return described
    }
}
