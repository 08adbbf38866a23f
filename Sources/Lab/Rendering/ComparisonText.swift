extension ComparisonTables {
    /// The tables for a fixed-width font, laid out as benchstat does: headings, tables, footnotes.
    public func text() -> String {
        var result = ""
        for (index, (table, heading)) in zip(tables, headings()).enumerated() {
            if index > 0 { result += "\n" }
            for entry in heading { result += "\(entry.key): \(entry.value)\n" }
            var layout = ComparisonTextLayout(table)
            result += layout.formatted()
        }
        return result
    }
}

/// One table's layout.
///
/// A column of the comparison takes three columns of the text (centre, interval, footnotes), and behind the first
/// another three (change, evidence, footnotes).
private struct ComparisonTextLayout {
    private let table: ComparisonTable
    private var grid = TextTable()
    private var footnotes = Footnotes()

    private static let centreColumns = 3
    private static let changeColumns = 3

    init(_ table: ComparisonTable) { self.table = table }

    /// The first text column of a column of the comparison.
    private func start(_ column: Int) -> Int {
        guard column > 0 else { return 1 }
        return 1 + Self.centreColumns + (column - 1) * (Self.centreColumns + Self.changeColumns)
    }

    private var rightEdge: Int { start(table.columns.count + 1) }

    mutating func formatted() -> String {
        addHeader()
        addUnits()
        for row in table.rows { add(row) }
        // Of one benchmark the mean says nothing new.
        if table.rows.count > 1 { addGeomeans() }
        return grid.formatted() + footnotes.lines.map { $0 + "\n" }.joined()
    }

    /// The labels of the columns, one line a level of their key; neighbours with equal labels share a cell.
    private mutating func addHeader() {
        let levels = table.columns[0].key.count
        for level in 0..<levels {
            grid.startRow()
            var first = 0
            while first < table.columns.count {
                let key = table.columns[first].key
                let end =
                    table.columns[first...].firstIndex { $0.key[...level] != key[...level] } ?? table.columns.count
                grid.skip(to: start(first))
                grid.add(key[level].value, span: start(end) - start(first), .centre, margin: " │ ")
                first = end
            }
            addRightEdge()
        }
    }

    private mutating func addUnits() {
        grid.startRow()
        for column in table.columns.indices {
            grid.skip(to: start(column))
            grid.add(table.metric.unit.name, span: Self.centreColumns, .centre, margin: " │ ")
            if column > 0 { grid.add("vs base", span: Self.changeColumns, .left, margin: "  ") }
            // The outer columns of a group take the room that a long label needs.
            grid.keepNarrow(start(column) + 1..<grid.column)
        }
        addRightEdge()
    }

    private mutating func addRightEdge() {
        grid.skip(to: rightEdge)
        grid.add("", margin: " │")
    }

    private mutating func add(_ row: ComparisonTable.Row) {
        grid.startRow()
        grid.add(row.label)
        let scale = UnitScale(
            fitting: row.cells.lazy.compactMap { $0?.summary.centre }, prefixes: table.metric.unit.prefixes)
        for (column, cell) in row.cells.enumerated() {
            guard let cell else { continue }
            grid.skip(to: start(column))
            grid.add(scale.format(cell.summary.centre), .right)
            // ± is a margin, so that the signs stand below each other and the geomean below the centres.
            grid.add(ComparisonNotation.interval(cell.summary), .right, margin: " ± ")
            grid.add(footnotes.marks(cell.warnings))
            guard let change = cell.change else { continue }
            grid.add(ComparisonNotation.change(change), .right)
            grid.add("(\(ComparisonNotation.evidence(change, isExact: table.metric.kind == .exact)))")
            grid.add(footnotes.marks(change.warnings))
        }
    }

    private mutating func addGeomeans() {
        grid.startRow()
        grid.add("geomean")
        for (column, geomean) in table.geomeans.enumerated() {
            if let value = geomean.value {
                grid.skip(to: start(column))
                grid.add(table.metric.unit.format(value), .right)
            }
            if column > 0 {
                grid.skip(to: start(column) + Self.centreColumns)
                if let ratio = geomean.ratio {
                    grid.add(ComparisonNotation.ratio(ratio), .right)
                } else {
                    grid.add("?")
                }
            }
            grid.skip(to: start(column + 1) - 1)
            grid.add(footnotes.marks(geomean.warnings))
        }
    }
}
