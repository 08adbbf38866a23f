import CElfutils

/// Which functions, and functions inlined into them, hold the addresses of a unit: one pass over the unit's entries.
///
/// libdw's own search walks the tree anew for every address, and for every level of it; this looks at each entry once.
struct InlineTree {
    /// A function, or a place where one was inlined.
    struct Node {
        /// The function that this was inlined into; -1 for a function of its own.
        var parent: Int32
        /// Where the entry is in `.debug_info`.
        var entry: UInt64
        /// What tells functions apart: the entry that describes the function, or this one.
        var identity: UInt64
        /// Where it was called, of an inlined function.
        var callFile: UInt64
        var callLine: UInt64
    }

    private(set) var nodes: [Node] = []
    /// For every address the innermost node; -1 where no function holds it.
    private(set) var innermost: [Int32]
    private(set) var isDamaged = false

    private let addresses: [UInt64]
    private let information: DebugInformation
    private let header: DebugInformation.Header
    private let addressTable: UnsafeRawBufferPointer
    private var addressBase: UInt64
    /// How often addresses may still be assigned to nodes. Real inlining is some dozen levels deep; ranges that all overlap
    /// would make the work grow with the product of entries and addresses.
    private var budget: Int

    /// No compiler nests scopes as deeply.
    private static let mostLevels = 10_000

    init(
        _ information: DebugInformation, _ header: DebugInformation.Header, abbreviations: Abbreviations,
        addresses: [UInt64]
    ) {
        self.information = information
        self.header = header
        self.addresses = addresses
        innermost = [Int32](repeating: -1, count: addresses.count)
        addressTable = information.section("debug_addr")
        addressBase = header.format.version >= 5 ? 8 : 0
        budget = addresses.count * 1000 + 100_000
        if !walk(abbreviations) { isDamaged = true }
    }

    private struct Level {
        var node: Int32
        /// Whether an address is inside, so that inlined functions are looked at.
        var isWanted: Bool
    }

    /// - Returns: false where the entries contradict themselves, and what lies behind was not read.
    private mutating func walk(_ abbreviations: Abbreviations) -> Bool {
        let section = information.section("debug_info")
        var reader = ByteReader(section, from: Int(clamping: header.root), to: Int(clamping: header.next))
        var level = Level(node: -1, isWanted: false)
        var outer: [Level] = []
        while !reader.isAtEnd {
            let entry = reader.position
            let code = reader.uleb()
            if code == 0 {
                guard let last = outer.popLast() else { break }
                level = last
                if outer.isEmpty { break }
                continue
            }
            guard let shape = abbreviations.shape(code) else { return false }
            var inside = level
            let isFunction = shape.tag == DW_TAG_subprogram
            if isFunction || (level.isWanted && shape.tag == DW_TAG_inlined_subroutine) {
                guard let scope = scope(shape, abbreviations, entry: UInt64(entry), &reader) else { return false }
                let node = Int32(nodes.count)
                if claim(scope, at: UInt64(entry), by: node) {
                    nodes.append(
                        Node(
                            parent: isFunction ? -1 : level.node, entry: UInt64(entry), identity: scope.identity,
                            callFile: scope.callFile, callLine: scope.callLine))
                    inside = Level(node: node, isWanted: true)
                } else {
                    inside.isWanted = false
                }
            } else if shape.tag == DW_TAG_compile_unit {
                guard readRoot(shape, abbreviations, &reader) else { return false }
            } else if shape.size >= 0 {
                reader.skip(shape.size)
            } else {
                for index in shape.attributes {
                    let attribute = abbreviations.attributes[index]
                    guard Form.read(attribute.form, constant: 0, header.format, &reader) != nil else {
                        return false
                    }
                }
            }
            if shape.hasChildren {
                guard outer.count < Self.mostLevels else { return false }
                outer.append(level)
                level = inside
            } else if outer.isEmpty {
                break
            }
        }
        return !reader.hasFailed && budget >= 0
    }

    // MARK: Entries

    /// What the attributes of a function or an inlined one say.
    private struct Scope {
        /// What the attributes gave: addresses, or nil where a table that is named is not there.
        var low: UInt64? = nil
        var high: UInt64? = nil
        var highIsSize = false
        var hasRanges = false
        var identity: UInt64
        var callFile: UInt64 = 0
        var callLine: UInt64 = 0

        mutating func set(_ attribute: Int, _ form: Int, _ value: UInt64, in tree: borrowing InlineTree) {
            switch attribute {
            case DW_AT_low_pc: low = Form.isAddressIndex(form) ? tree.address(value) : value
            case DW_AT_high_pc:
                highIsSize = form != DW_FORM_addr && !Form.isAddressIndex(form)
                high = Form.isAddressIndex(form) ? tree.address(value) : value
            case DW_AT_ranges: hasRanges = true
            case DW_AT_abstract_origin, DW_AT_specification: identity = tree.identity(value, form)
            case DW_AT_call_file: callFile = value
            case DW_AT_call_line: callLine = value
            default: break
            }
        }
    }

    private func scope(
        _ shape: Abbreviations.Shape, _ abbreviations: Abbreviations, entry: UInt64, _ reader: inout ByteReader
    ) -> Scope? {
        var scope = Scope(identity: entry)
        for index in shape.attributes {
            let attribute = abbreviations.attributes[index]
            guard let value = Form.read(attribute.form, constant: attribute.constant, header.format, &reader) else {
                return nil
            }
            scope.set(attribute.name, attribute.form, value, in: self)
        }
        return scope
    }

    private mutating func readRoot(
        _ shape: Abbreviations.Shape, _ abbreviations: Abbreviations, _ reader: inout ByteReader
    ) -> Bool {
        for index in shape.attributes {
            let attribute = abbreviations.attributes[index]
            guard
                let value = Form.read(attribute.form, constant: attribute.constant, header.format, &reader)
            else { return false }
            if attribute.name == DW_AT_addr_base || attribute.name == DW_AT_GNU_addr_base { addressBase = value }
        }
        return true
    }

    /// Where the entry is that a reference names, made different for the file that `.gnu_debugaltlink` names.
    private func identity(_ value: UInt64, _ form: Int) -> UInt64 {
        switch form {
        case DW_FORM_ref_addr: value
        case DW_FORM_GNU_ref_alt, DW_FORM_ref_sup4, DW_FORM_ref_sup8, DW_FORM_ref_sig8: value | 1 << 63
        default: header.offset &+ value
        }
    }

    private func address(_ index: UInt64) -> UInt64? {
        let size = UInt64(header.format.addressSize)
        let (distance, overflows) = index.multipliedReportingOverflow(by: size)
        let place = addressBase.addingReportingOverflow(distance)
        guard !overflows, !place.overflow, place.partialValue < UInt64(addressTable.count) else { return nil }
        var reader = ByteReader(addressTable, from: Int(place.partialValue), to: addressTable.count)
        let address = reader.unsigned(size: Int(size))
        return reader.hasFailed ? nil : address
    }

    /// Gives the addresses in a scope to a node; false where there is none.
    private mutating func claim(_ scope: Scope, at entry: UInt64, by node: Int32) -> Bool {
        var found = false
        if scope.hasRanges {
            var die = Dwarf_Die()
            guard dwarf_offdie(information.handle, entry, &die) != nil else { return false }
            let isWhole = DebugInformation.forEachRange(of: &die) { found = assign($0, to: node) || found }
            if !isWhole { isDamaged = true }
            return found
        }
        guard let low = scope.low, let high = scope.high else { return false }
        let end = scope.highIsSize ? low &+ high : high
        return low < end && assign(low..<end, to: node)
    }

    private mutating func assign(_ range: Range<UInt64>, to node: Int32) -> Bool {
        let indices = addresses.indices(in: range)
        budget -= indices.count
        guard budget >= 0 else { return false }
        for index in indices { innermost[index] = node }
        return !indices.isEmpty
    }
}
