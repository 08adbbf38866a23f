/// Names in one table that would read the same, as overloads do and what was specialized for different types.
public enum DistinctNames {
    /// Puts behind every form that comes more than once what tells the names apart: `Array.append(_:) [specialized] {Shop.Row}`.
    ///
    /// - Parameters:
    ///   - forms: what is read of each name.
    ///   - names: the names in full, as many as there are forms.
    public static func distinct(_ forms: [String], of names: [String]) -> [String] {
        precondition(forms.count == names.count, "every form is of a name")
        var distinct = forms
        for same in Dictionary(grouping: forms.indices, by: { forms[$0] }).values where same.count > 1 {
            for (place, difference) in zip(same, differences(same.map { Array(names[$0].utf8) })) {
                if !difference.isEmpty { distinct[place] += " {\(difference)}" }
            }
        }
        return distinct
    }

    /// What is left of each text without what all begin with, and all end with, in whole words.
    private static func differences(_ texts: [[UInt8]]) -> [String] {
        guard let first = texts.first, let shortest = texts.map(\.count).min() else { return [] }
        var start = 0
        while start < shortest, texts.allSatisfy({ $0[start] == first[start] }) { start += 1 }
        // `Shop.Row` rather than `Row`.
        if texts.contains(where: { start < $0.count && isWord($0[start]) }) {
            while start > 0, isWord(first[start - 1]) { start -= 1 }
        }
        var end = 0
        while end < shortest - start, texts.allSatisfy({ $0[$0.count - 1 - end] == first[first.count - 1 - end] }) {
            end += 1
        }
        if texts.contains(where: { end + start < $0.count && isWord($0[$0.count - 1 - end]) }) {
            while end > 0, isWord(first[first.count - end]) { end -= 1 }
        }
        return texts.map { text in
            let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") }
            let middle = text[start..<text.count - end].drop(while: isBlank)
            return String(decoding: middle.reversed().drop(while: isBlank).reversed(), as: UTF8.self)
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool { NameText.isIdentifier(byte) || byte == UInt8(ascii: ".") }
}
