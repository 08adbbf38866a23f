import CElfutils

/// The source lines of a unit, read once by libdw.
struct LineTable {
    struct Place {
        var file: String
        /// From 1; 0 for code that belongs to no line.
        var line: Int64
    }

    private var lines: OpaquePointer?
    private var count = 0
    private var sources: OpaquePointer?
    private var sourceCount = 0
    private var files: [UnsafePointer<CChar>: String] = [:]

    /// Valid as long as the handle that `unit` belongs to is open.
    init(_ unit: inout Dwarf_Die) {
        if dwarf_getsrclines(&unit, &lines, &count) != 0 { (lines, count) = (nil, 0) }
        if dwarf_getsrcfiles(&unit, &sources, &sourceCount) != 0 { (sources, sourceCount) = (nil, 0) }
    }

    /// The row that holds an address: the last one that starts at it or before.
    mutating func place(of address: UInt64) -> Place? {
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
        return Place(file: dwarf_linesrc(row, nil, nil).map { text($0) } ?? "", line: Int64(number))
    }

    /// The path of a file by its number; empty where there is none.
    mutating func file(_ number: UInt64) -> String {
        guard number < UInt64(sourceCount), let path = dwarf_filesrc(sources, Int(number), nil, nil) else { return "" }
        return text(path)
    }

    private func start(_ row: Int) -> UInt64 {
        var address: Dwarf_Addr = 0
        dwarf_lineaddr(dwarf_onesrcline(lines, row), &address)
        return address
    }

    private mutating func text(_ path: UnsafePointer<CChar>) -> String {
        if let known = files[path] { return known }
        let text = String(cString: path)
        files[path] = text
        return text
    }
}
