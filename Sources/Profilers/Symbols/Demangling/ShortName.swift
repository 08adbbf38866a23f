/// What is read out of a demangled name: its short form in parts, so that views with less room can leave some out.
struct ShortName {
    /// The short form without marks.
    var text: [UInt8] = []
    /// What the compiler made of the function: `specialized`, `witness for Hashable`.
    var marks: [String] = []
    /// Where `Shop.` of `closure #1 in Shop.Cart.total()` is in the text, or C++'s namespaces; nil where neither is.
    var qualifier: Range<Int>?
    /// The Swift module that the function's code is from.
    var module: String?
    /// Whether the name is a function's of a language that has modules or types, and was understood.
    var isDeclaration = false

    mutating func mark(_ mark: String) { if !marks.contains(mark) { marks.append(mark) } }

    func joined(isQualified: Bool, hasMarks: Bool) -> String {
        var bytes = text
        if !isQualified, let qualifier { bytes.removeSubrange(qualifier) }
        let name = String(decoding: bytes, as: UTF8.self)
        return hasMarks && !marks.isEmpty ? "\(name) [\(marks.joined(separator: ", "))]" : name
    }
}
