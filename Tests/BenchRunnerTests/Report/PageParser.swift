/// A parser of pages that is as strict as the pages claim to be: what a browser would mend is an error here.
///
/// Every element is closed in order, every attribute is quoted and there once, and no character that HTML gives a
/// meaning to stands bare in text or in an attribute.
struct PageParser {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// An element with what it contains.
    final class Element {
        let name: String
        let attributes: [String: String]
        var children: [Element] = []
        /// The text of the element and of all in it, in order, with its entities read.
        var text = ""

        init(name: String, attributes: [String: String]) {
            self.name = name
            self.attributes = attributes
        }

        /// The element and all in it that meet a condition, in the order of the page.
        func all(_ condition: (Element) -> Bool = { _ in true }) -> [Element] {
            (condition(self) ? [self] : []) + children.flatMap { $0.all(condition) }
        }

        func all(_ name: String, class wanted: String? = nil) -> [Element] {
            all { $0.name == name && (wanted.map($0.classes.contains) ?? true) }
        }

        var classes: [String] { attributes["class"]?.split(separator: " ").map(String.init) ?? [] }
    }

    private static let void: Set<String> = ["meta", "input", "wbr"]
    private static let mayCloseThemselves: Set<String> = ["svg", "g", "line", "rect", "circle", "path"]
    private static let raw: Set<String> = ["style", "script"]

    private var rest: Substring
    private var open: [Element]

    private init(_ source: String) {
        rest = source[...]
        open = [Element(name: "", attributes: [:])]
    }

    /// - Returns: an element that holds the roots of the source.
    static func parse(_ source: String) throws -> Element {
        var parser = PageParser(source)
        try parser.parse()
        return parser.open[0]
    }

    private mutating func parse() throws {
        _ = skip("<!DOCTYPE html>\n")
        while !rest.isEmpty {
            if skip("</") {
                let name = try self.name()
                try expect(">")
                guard open.count > 1, open[open.count - 1].name == name else {
                    throw Failure(description: "</\(name)> closes \(open[open.count - 1].name)")
                }
                open.removeLast()
            } else if skip("<") {
                try element()
            } else {
                let text = rest.prefix { $0 != "<" }
                rest = rest[text.endIndex...]
                let plain = try Self.plain(text)
                for element in open { element.text += plain }
            }
        }
        if open.count > 1 { throw Failure(description: "<\(open[open.count - 1].name)> is not closed") }
    }

    private mutating func element() throws {
        let name = try self.name()
        var attributes: [String: String] = [:]
        while skip(" ") {
            let key = try self.name()
            try expect("=\"")
            let value = rest.prefix { $0 != "\"" }
            rest = rest[value.endIndex...]
            try expect("\"")
            if value.contains("<") || value.contains(">") {
                throw Failure(description: "a bare bracket in \(key)=\"\(value)\"")
            }
            if attributes.updateValue(try Self.plain(value), forKey: key) != nil {
                throw Failure(description: "<\(name)> has \(key) twice")
            }
        }
        let element = Element(name: name, attributes: attributes)
        open[open.count - 1].children.append(element)
        if skip("/>") {
            if !Self.mayCloseThemselves.contains(name) { throw Failure(description: "<\(name)/> is not allowed") }
            return
        }
        try expect(">")
        if Self.void.contains(name) { return }
        guard Self.raw.contains(name) else { return open.append(element) }
        guard let end = rest.range(of: "</\(name)>") else { throw Failure(description: "<\(name)> is not closed") }
        element.text = String(rest[..<end.lowerBound])
        rest = rest[end.upperBound...]
    }

    private mutating func name() throws -> String {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        rest = rest[name.endIndex...]
        if name.isEmpty { throw Failure(description: "no name before \(rest.prefix(40))") }
        return String(name)
    }

    private mutating func skip(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest = rest.dropFirst(text.count)
        return true
    }

    private mutating func expect(_ text: String) throws {
        if !skip(text) { throw Failure(description: "no \(text) before \(rest.prefix(40))") }
    }

    /// The text with its entities read; an ampersand that starts none is an error.
    private static func plain(_ text: Substring) throws -> String {
        var result = ""
        var rest = text
        let entities = ["&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'"]
        while let character = rest.first {
            if character == "&" {
                guard let (entity, meaning) = entities.first(where: { rest.hasPrefix($0.key) }) else {
                    throw Failure(description: "a bare & before \(rest.prefix(20))")
                }
                result += meaning
                rest = rest.dropFirst(entity.count)
            } else if character == ">" {
                throw Failure(description: "a bare > before \(rest.prefix(20))")
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}

extension Substring {
    /// Where a text stands first.
    fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
