/// Lays out a table for a fixed-width font, with cells that span columns and margins of their own.
///
/// Every column is as wide as its widest cell with its margin. A spanning cell that needs more spreads the rest over
/// its columns, evenly, except for those that are marked to stay narrow.
struct TextTable {
    enum Alignment {
        case left, centre, right
    }

    private struct Cell {
        var row: Int
        var column: Int
        var span: Int
        var text: String
        var margin: String
        var alignment: Alignment
        /// The width of the text, which layout asks for again and again.
        var width: Int

        var isBlank: Bool { text.utf8.allSatisfy { $0 == 0x20 } && margin.utf8.allSatisfy { $0 == 0x20 } }
    }

    private var cells: [Cell] = []
    private var columnCount = 0
    private var row = -1
    /// Columns that do not grow to make room for spanning cells.
    private var narrowColumns: Set<Int> = []

    /// The column that the next cell goes to.
    private(set) var column = 0

    mutating func startRow() {
        row += 1
        column = 0
    }

    mutating func skip(to column: Int) {
        precondition(column >= self.column, "columns are filled from left to right")
        self.column = column
    }

    mutating func keepNarrow(_ columns: Range<Int>) { narrowColumns.formUnion(columns) }

    /// Adds a cell and moves on behind it.
    ///
    /// - Parameter margin: What stands before the cell; nil for a space, or nothing before the first column and
    ///   before empty cells.
    mutating func add(_ text: String, span: Int = 1, _ alignment: Alignment = .left, margin: String? = nil) {
        let margin = margin ?? (column == 0 || text.isEmpty ? "" : " ")
        cells.append(
            Cell(
                row: row, column: column, span: span, text: text, margin: margin, alignment: alignment,
                width: text.unicodeScalars.count))
        column += span
        columnCount = max(columnCount, column)
    }

    /// The table as lines, each with its end of line, and no white space for empty cells at the end of a line.
    func formatted() -> String {
        var margins = [Int](repeating: 0, count: columnCount)
        for cell in cells { margins[cell.column] = max(margins[cell.column], cell.margin.unicodeScalars.count) }
        let widths = self.widths(margins: margins)
        var starts = [0]
        for width in widths { starts.append(starts[starts.count - 1] + width) }

        var result = ""
        var line = 0
        var position = 0
        func pad(_ count: Int) { result += String(repeating: " ", count: max(0, count)) }
        // Cells were added row by row, and in a row from left to right.
        for cell in cells where !cell.isBlank {
            while line < cell.row {
                result += "\n"
                line += 1
                position = 0
            }
            let marginStart = starts[cell.column]
            let textStart = marginStart + margins[cell.column]
            pad(textStart - cell.margin.unicodeScalars.count - position)
            result += cell.margin
            let room = starts[cell.column + cell.span] - textStart - cell.width
            let padding =
                switch cell.alignment {
                case .left: 0
                case .centre: max(0, room / 2)
                case .right: max(0, room)
                }
            pad(padding)
            result += cell.text
            position = textStart + padding + cell.width
        }
        return cells.isEmpty ? "" : result + "\n"
    }

    /// The widths of the columns, their left margins included.
    private func widths(margins: [Int]) -> [Int] {
        var widths = [Int](repeating: 0, count: columnCount)
        // Narrow cells first: a wide one then only adds what they left open.
        for span in Set(cells.map(\.span)).sorted() {
            for cell in cells where cell.span == span {
                let needed = cell.width + margins[cell.column]
                let range = cell.column..<cell.column + span
                if span == 1 {
                    widths[cell.column] = max(widths[cell.column], needed)
                } else if range.reduce(0, { $0 + widths[$1] }) < needed {
                    widen(range, to: needed, &widths)
                }
            }
        }
        return widths
    }

    /// Makes the columns of a spanning cell so wide that together they have `needed`, all as equal as they can be.
    private func widen(_ range: Range<Int>, to needed: Int, _ widths: inout [Int]) {
        var growing = range.filter { !narrowColumns.contains($0) }
        // Where all are to stay narrow, one has to give way.
        if growing.isEmpty { growing = [range.upperBound - 1] }
        var rest = needed
        for column in range where !growing.contains(column) { rest -= widths[column] }
        // The widest first: what it has above the average, the others need not.
        growing.sort { widths[$0] > widths[$1] }
        for (index, column) in growing.enumerated() {
            let others = growing.count - index
            widths[column] = max(widths[column], (rest + others - 1) / others)
            rest -= widths[column]
        }
    }
}
