extension ComparisonTables {
    /// The tables in GitHub's Markdown, for a pull request or a report, with the same notation as in text.
    public func markdown() -> String {
        var blocks: [String] = []
        for (table, heading) in zip(tables, headings()) {
            if !heading.isEmpty {
                blocks.append(heading.map { "- \(Self.escaped("\($0.key): \($0.value)"))\n" }.joined())
            }
            blocks.append(Self.markdown(table))
        }
        return blocks.joined(separator: "\n")
    }

    private static func markdown(_ table: ComparisonTable) -> String {
        var footnotes = Footnotes()
        var lines: [[String]] = []
        let unit = table.metric.unit
        for row in table.rows {
            var line = [row.label]
            let scale = UnitScale(fitting: row.cells.lazy.compactMap { $0?.summary.centre }, prefixes: unit.prefixes)
            for (index, cell) in row.cells.enumerated() {
                if let cell {
                    let value = scale.format(cell.summary.centre)
                    let interval = ComparisonNotation.interval(cell.summary)
                    line.append(joined("\(value) ± \(interval)", footnotes.marks(cell.warnings)))
                } else {
                    line.append("")
                }
                guard index > 0 else { continue }
                if let change = cell?.change {
                    let evidence = ComparisonNotation.evidence(change, isExact: table.metric.kind == .exact)
                    line.append(
                        joined("\(ComparisonNotation.change(change)) (\(evidence))", footnotes.marks(change.warnings)))
                } else {
                    line.append("")
                }
            }
            lines.append(line)
        }
        if table.rows.count > 1 {
            var line = ["geomean"]
            for (index, geomean) in table.geomeans.enumerated() {
                let marks = footnotes.marks(geomean.warnings)
                line.append(joined(geomean.value.map(unit.format) ?? "", index == 0 ? marks : ""))
                if index > 0 { line.append(joined(geomean.ratio.map(ComparisonNotation.ratio) ?? "?", marks)) }
            }
            lines.append(line)
        }

        var header = [unit.name]
        for (index, column) in table.columns.enumerated() {
            header.append(column.label)
            if index > 0 { header.append("vs base") }
        }
        let rule = "|:--" + String(repeating: "|--:", count: header.count - 1) + "|\n"
        let body = ([header] + lines).map { "| " + $0.map(escaped).joined(separator: " | ") + " |\n" }
        let notes = footnotes.lines.map(escaped).joined(separator: "  \n")
        return body[0] + rule + body.dropFirst().joined() + (notes.isEmpty ? "" : "\n\(notes)\n")
    }

    private static func joined(_ text: String, _ marks: String) -> String {
        text.isEmpty || marks.isEmpty ? text + marks : "\(text) \(marks)"
    }

    /// Names from a file must not turn into markup, or break the table.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "|", "*", "_", "`", "\\", "[", "]", "~", "#":
                result += "\\"
                result.unicodeScalars.append(scalar)
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\n", "\r", "\t": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
