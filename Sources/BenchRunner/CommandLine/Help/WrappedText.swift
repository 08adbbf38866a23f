/// Text set in lines of limited width, for help.
enum WrappedText {
    /// Breaks `text` between words into lines of at most `width` characters; empty lines separate paragraphs and stay.
    ///
    /// A word that is longer than a line stands on one of its own.
    static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n\n", omittingEmptySubsequences: true).map { fill($0, width: width) }
            .reduce(into: []) { lines, paragraph in lines += lines.isEmpty ? paragraph : [""] + paragraph }
    }

    private static func fill(_ paragraph: Substring, width: Int) -> [String] {
        pack(paragraph.split { $0 == " " || $0 == "\n" }.map(String.init), width: width)
    }

    /// Joins `pieces` with blanks into as few lines as hold them in order; no piece is broken.
    static func pack(_ pieces: [String], width: Int) -> [String] {
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, last.count + 1 + piece.count <= width {
                lines[lines.count - 1] = last + " " + piece
            } else {
                lines.append(piece)
            }
        }
        return lines
    }

    /// A table of a name and a text that wraps beside it.
    ///
    /// A name too long for its column gets a line of its own, so that one long option does not squeeze all texts.
    static func table(_ rows: [(name: String, text: String)], width: Int) -> [String] {
        let indent = 2
        let gap = 2
        let nameLimit = min(22, width / 3)
        let nameWidth = rows.map(\.name.count).filter { $0 <= nameLimit }.max() ?? 0
        let column = indent + nameWidth + gap
        let blanks = String(repeating: " ", count: column)
        return rows.flatMap { row -> [String] in
            let texts = lines(row.text, width: max(20, width - column))
            let name = String(repeating: " ", count: indent) + row.name
            if row.name.count > nameWidth { return [name] + texts.map { blanks + $0 } }
            guard let first = texts.first else { return [name] }
            let padded = name + String(repeating: " ", count: column - name.count)
            return [padded + first] + texts.dropFirst().map { blanks + $0 }
        }
    }
}
