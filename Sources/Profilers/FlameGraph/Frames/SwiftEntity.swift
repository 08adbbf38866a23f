/// A demangled Swift declaration without its words before it: `Shop.Cart.total(of: Swift.Int) -> Swift.Double`.
enum SwiftEntity {
    /// The declaration without module, types and generic arguments: `Cart.total(of:)`; nil if it cannot be read.
    static func reading(_ entity: Substring) -> String? {
        var rest = entity
        if rest.hasPrefix("(extension in "), let close = rest.closing(rest.startIndex) {
            rest = rest[rest.index(after: close)...].dropFirst()
        }
        guard let first = rest.first, first.isLetter || first == "_" || first == "(" else { return nil }
        var text = ""
        var place = rest.startIndex
        scan: while place < rest.endIndex {
            let character = rest[place]
            switch character {
            case "<" where !text.hasSuffix("."):
                guard let close = rest.closing(place) else { return nil }
                place = close
            case "(" where text.isEmpty || text.hasSuffix("."):
                // A private declaration: `Shop.(helper in _6F1C)()`.
                guard let close = rest.closing(place) else { return nil }
                let inner = rest[rest.index(after: place)..<close]
                text += inner.firstRange(ofTopLevel: " in ").map { inner[..<$0.lowerBound] } ?? inner
                place = close
            case "(":
                guard let close = rest.closing(place) else { return nil }
                text += labels(rest[rest.index(after: place)..<close])
                place = close
                // Only a nested declaration goes on behind its arguments.
                let next = rest.index(after: close)
                if next == rest.endIndex || rest[next] != "." { break scan }
            case " ":
                // ` infix`, ` prefix` and ` postfix` belong to operators; anything else is the type.
                let word = rest[rest.index(after: place)...].prefix { $0.isLetter }
                guard ["infix", "prefix", "postfix"].contains(String(word)) else { break scan }
                place = rest.index(place, offsetBy: word.count)
            default: text.append(character)
            }
            place = rest.index(after: place)
        }
        return text.isEmpty ? nil : withoutModule(text)
    }

    /// `of: Swift.Int, Swift.Int` as `(of:_:)`.
    private static func labels(_ parameters: Substring) -> String {
        guard !parameters.isEmpty else { return "()" }
        var result = "("
        for parameter in parameters.splitTopLevel(",") {
            let label = parameter.drop { $0 == " " }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let isLabel = !label.isEmpty && parameter.drop { $0 == " " }.dropFirst(label.count).hasPrefix(": ")
            result += (isLabel ? label : "_") + ":"
        }
        return result + ")"
    }

    private static func withoutModule(_ text: String) -> String {
        let module = text.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let rest = text.dropFirst(module.count)
        guard !module.isEmpty, rest.first == ".", rest.count > 1 else { return text }
        return String(rest.dropFirst())
    }
}
