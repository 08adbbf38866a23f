import CElfutils

/// The source lines of a unit, read once by libdw.
struct LineTable {
    struct Place {
        /// The index of the path among `FileNames`.
        var file: Int32
        /// From 1; 0 for code that belongs to no line.
        var line: Int64
    }

    private var lines: OpaquePointer?
    private var count = 0
    private var sources: OpaquePointer?
    private var sourceCount = 0
    /// libdw gives every row of a file the same text, so its address is looked up, not its characters.
    private var known: [UnsafePointer<CChar>: Int32] = [:]

    /// What relative paths start from.
    private var directory = ""

    /// Valid as long as the handle that `unit` belongs to is open.
    init(_ unit: inout Dwarf_Die) {
        var value = Dwarf_Attribute()
        if dwarf_attr(&unit, UInt32(DW_AT_comp_dir), &value) != nil, let text = dwarf_formstring(&value) {
            directory = String(cString: text)
        }
        if dwarf_getsrclines(&unit, &lines, &count) != 0 { (lines, count) = (nil, 0) }
        if dwarf_getsrcfiles(&unit, &sources, &sourceCount) != 0 { (sources, sourceCount) = (nil, 0) }
    }

    /// The row that holds an address: the last one that starts at it or before.
    mutating func place(of address: UInt64, _ names: inout FileNames) -> Place? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if start(middle) <= address { low = middle + 1 } else { high = middle }
        }
        guard low > 0, let row = dwarf_onesrcline(lines, low - 1) else { return nil }
        var endsSequence = false
        guard dwarf_lineendsequence(row, &endsSequence) == 0, !endsSequence else { return nil }
        var number: Int32 = 0
        guard dwarf_lineno(row, &number) == 0 else { return nil }
        return Place(file: file(dwarf_linesrc(row, nil, nil), &names), line: Int64(number))
    }

    /// A file by its number; the one without a name where there is none.
    mutating func file(_ number: UInt64, _ names: inout FileNames) -> Int32 {
        number < UInt64(sourceCount) ? file(dwarf_filesrc(sources, Int(number), nil, nil), &names) : 0
    }

    private mutating func file(_ path: UnsafePointer<CChar>?, _ names: inout FileNames) -> Int32 {
        guard let path else { return 0 }
        if let index = known[path] { return index }
        let index = names.index(of: fullPath(String(cString: path)))
        known[path] = index
        return index
    }

    /// libdw puts the compiler's directory in front of some relative paths only.
    private func fullPath(_ path: String) -> String {
        // `<compiler-generated>`, `<stdin>`: no file, so in no directory.
        if path.hasSuffix(">"), let name = path.split(separator: "/").last, name.hasPrefix("<") { return String(name) }
        return path.hasPrefix("/") || directory.isEmpty ? path : directory + "/" + path
    }

    private func start(_ row: Int) -> UInt64 {
        var address: Dwarf_Addr = 0
        dwarf_lineaddr(dwarf_onesrcline(lines, row), &address)
        return address
    }
}

/// The paths of source files, each stored once; the first is empty, for files that are not known.
struct FileNames {
    private(set) var paths = [""]
    private var indices: [String: Int32] = ["": 0]

    mutating func index(of path: String) -> Int32 {
        if let index = indices[path] { return index }
        let index = Int32(paths.count)
        paths.append(path)
        indices[path] = index
        return index
    }
}
