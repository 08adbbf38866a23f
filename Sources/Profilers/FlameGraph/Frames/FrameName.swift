/// A function's name in lengths for reading: a demangled Swift name says its module, all its types and all its generic
/// arguments, and what tells it from others is a word in the middle.
struct FrameName: Hashable, Sendable {
    /// As in the profile.
    let full: String
    /// Without modules, types and generic arguments: `closure #1 in Cart.total(of:)`.
    let short: String
    /// Without the labels and the type around it: `closure #1 in total`.
    let brief: String

    init(_ name: String) {
        full = name
        // A longer name is not read by anybody, and its reading would have to be paid for.
        let reading = name.utf8.count <= 8_192 ? Self.reading(Substring(name)) : nil
        short = reading ?? name
        brief = Self.brief(short, isRead: reading != nil)
    }

    /// The module of a demangled Swift function: `Shop` of `closure #1 in static Shop.Cart.total() -> Swift.Int`; nil
    /// where the name is not Swift's.
    static func module(of name: String) -> String? {
        guard name.utf8.count <= 8_192, name.utf8.contains(UInt8(ascii: ".")) else { return nil }
        var entity = Self.entity(of: Substring(name)).entity
        if entity.hasPrefix("(extension in "), let end = entity.firstIndex(of: ")") {
            // An extension's code is that of the module that extends.
            return String(entity[entity.index(entity.startIndex, offsetBy: 14)..<end])
        }
        if entity.hasPrefix("[") || entity.hasPrefix("<") { entity = entity.dropFirst() }
        let module = entity.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        guard !module.isEmpty, entity.dropFirst(module.count).first == "." else { return nil }
        return String(module)
    }

    /// The short form of a name; nil if it has none.
    private static func reading(_ name: Substring) -> String? {
        if name.contains("::") { return CxxFrameName.reading(name) }
        guard name.contains("(") || name.contains(" : ") || name.contains(" of ") || name.contains(" for ") else {
            return nil
        }
        let (words, entity) = entity(of: name)
        guard let plain = SwiftEntity.reading(entity) else { return nil }
        return words + plain
    }

    /// Takes off what stands before the entity: how the compiler came to the function, and what it lies in.
    ///
    /// - Returns: the words of it that say something to a reader, and the entity.
    private static func entity(of name: Substring) -> (words: String, entity: Substring) {
        var words = ""
        var rest = name
        // Each turn takes something off; nobody nests deeper.
        for _ in 0..<16 {
            if let prefix = silent.first(where: rest.hasPrefix) {
                rest = rest.dropFirst(prefix.count)
            } else if let prefix = said.first(where: { rest.hasPrefix($0.prefix) }) {
                words += prefix.words
                rest = rest.dropFirst(prefix.prefix.count)
                if let end = rest.firstRange(ofTopLevel: " in conformance ") { rest = rest[..<end.lowerBound] }
            } else if let end = specializationEnd(rest) {
                rest = rest[end...]
            } else if let resumed = rest.firstRange(ofTopLevel: " resume partial function for "), rest.first == "(" {
                rest = rest[resumed.upperBound...]
            } else if let inner = rest.firstRange(ofTopLevel: " in "), let hash = rest.firstIndex(of: "#"),
                hash < inner.lowerBound
            {
                // A closure or a local function: `closure #1 (Swift.Int) -> () in Shop.run()`.
                let number = rest[rest.index(after: hash)...].prefix(while: \.isNumber)
                words += rest[..<hash] + "#" + number + " in "
                rest = rest[inner.upperBound...]
            } else {
                break
            }
        }
        return (words, rest)
    }

    private static let silent = [
        "specialized ", "merged ", "static ", "class ", "override ", "@objc ", "@nonobjc ", "dispatch thunk of ",
        "async function pointer to ", "inlined ",
    ]

    private static let said: [(prefix: String, words: String)] = [
        ("protocol witness for ", "witness for "), ("partial apply forwarder for ", "partial apply of "),
        ("partial apply for ", "partial apply of "), ("default argument 0 of ", "default argument of "),
    ]

    /// Where the name goes on behind `generic specialization <…> of `.
    private static func specializationEnd(_ name: Substring) -> Substring.Index? {
        guard let open = name.firstRange(of: "specialization <"),
            name.distance(from: name.startIndex, to: open.lowerBound) < 48,
            let close = name.closing(name.index(before: open.upperBound))
        else { return nil }
        let rest = name[name.index(after: close)...]
        return rest.hasPrefix(" of ") ? rest.index(rest.startIndex, offsetBy: 4) : nil
    }

    /// What is left for the narrowest frames: no labels, the last name only, and no prefix that the colour says already.
    private static func brief(_ short: String, isRead: Bool) -> String {
        let before = short.range(of: " in ", backwards: true).map { String(short[..<$0.upperBound]) } ?? ""
        var name = short.dropFirst(before.count)
        if let open = name.firstIndex(of: "("), open != name.startIndex { name = name[..<open] }
        for accessor in [".getter", ".setter", ".modify", ".read"] where name.hasSuffix(accessor) {
            name = name.dropLast(accessor.count)
        }
        if let range = String(name).range(of: "::", backwards: true) {
            name = Substring(String(name)[range.upperBound...])
        } else if isRead, let dot = name.lastIndex(of: "."), name.index(after: dot) != name.endIndex {
            name = name[name.index(after: dot)...]
        } else if let prefix = ["swift_", "_swift_", "_dispatch_"].first(where: name.hasPrefix),
            name.count > prefix.count
        {
            name = name.dropFirst(prefix.count)
        }
        return name.isEmpty ? short : before + String(name)
    }
}
