extension ComparisonTables {
    /// The tables as comma-separated values, one below the other, with the columns that benchstat writes.
    ///
    /// Centres have all their digits. Warnings stay out of the values; each names the cell that it belongs to as
    /// spreadsheets do, such as `B6`.
    public func csv() -> (text: String, warnings: [String]) {
        var writer = ComparisonCSVWriter()
        for (index, (table, heading)) in zip(tables, headings()).enumerated() {
            if index > 0 { writer.emit([""]) }
            for entry in heading { writer.emit(["\(entry.key): \(entry.value)"]) }
            writer.emit(table)
        }
        return (writer.text, writer.warnings)
    }
}

private struct ComparisonCSVWriter {
    private(set) var text = ""
    private(set) var warnings: [String] = []
    private var rowNumber = 1

    private static let centreColumns = 2
    private static let changeColumns = 2

    private func start(_ column: Int) -> Int {
        guard column > 0 else { return 1 }
        return 1 + Self.centreColumns + (column - 1) * (Self.centreColumns + Self.changeColumns)
    }

    mutating func emit(_ fields: [String]) {
        text += fields.map(CSV.quoted).joined(separator: ",") + "\n"
        rowNumber += 1
    }

    mutating func emit(_ table: ComparisonTable) {
        let width = start(table.columns.count)
        for level in table.columns[0].key.indices {
            var fields: [String] = []
            for (index, column) in table.columns.enumerated() {
                pad(&fields, to: start(index))
                fields.append(column.key[level].value)
            }
            pad(&fields, to: width)
            emit(fields)
        }

        var fields: [String] = []
        for index in table.columns.indices {
            pad(&fields, to: start(index))
            fields += [table.metric.unit.name, "CI"]
            if index > 0 { fields += ["vs base", "P"] }
        }
        emit(fields)

        for row in table.rows { emit(row, isExact: table.metric.kind == .exact) }
        emit(table.geomeans)
    }

    private mutating func emit(_ row: ComparisonTable.Row, isExact: Bool) {
        var fields = [row.label]
        for (index, cell) in row.cells.enumerated() {
            guard let cell else { continue }
            pad(&fields, to: start(index))
            warn(cell.warnings, column: fields.count)
            fields += [shortestDecimal(cell.summary.centre), ComparisonNotation.interval(cell.summary)]
            guard let change = cell.change else { continue }
            warn(change.warnings, column: fields.count)
            fields += [ComparisonNotation.change(change), ComparisonNotation.evidence(change, isExact: isExact)]
        }
        emit(fields)
    }

    private mutating func emit(_ geomeans: [ComparisonTable.Geomean]) {
        var fields = ["geomean"]
        for (index, geomean) in geomeans.enumerated() {
            pad(&fields, to: start(index))
            warn(geomean.warnings, column: fields.count)
            if let value = geomean.value { fields.append(shortestDecimal(value)) }
            if index > 0 {
                pad(&fields, to: start(index) + Self.centreColumns)
                fields.append(geomean.ratio.map(ComparisonNotation.ratio) ?? "?")
            }
        }
        pad(&fields, to: start(geomeans.count))
        emit(fields)
    }

    private func pad(_ fields: inout [String], to count: Int) {
        while fields.count < count { fields.append("") }
    }

    private mutating func warn(_ list: [TableWarning], column: Int) {
        for warning in list { warnings.append("\(CSV.columnName(column))\(rowNumber): \(warning)") }
    }
}
