/// A name as typed, dashes included: `--rounds`, `-filter`, `-h`.
struct OptionName: Hashable, Sendable, CustomStringConvertible {
    let text: String

    static func long(_ name: String) -> OptionName { OptionName(text: "--" + name) }
    static func longWithOneDash(_ name: String) -> OptionName { OptionName(text: "-" + name) }
    static func short(_ name: Character) -> OptionName { OptionName(text: "-\(name)") }

    var hasOneDash: Bool { !text.hasPrefix("--") }
    var isShort: Bool { hasOneDash && text.count == 2 }
    var withoutDashes: Substring { text.drop { $0 == "-" } }
    var description: String { text }
}

/// Which names an option answers to.
struct NameSpecification: Sendable, ExpressibleByArrayLiteral {
    enum Element: Sendable {
        /// The property's name in kebab case, after two dashes.
        case long
        case customLong(String)
        case customShort(Character)
        /// The property's name in kebab case after one dash or two, as Go's flag package (and so benchstat) has it.
        case goStyle
    }

    var elements: [Element]

    init(arrayLiteral elements: Element...) { self.elements = elements }

    static let long: NameSpecification = [.long]
    static let goStyle: NameSpecification = [.goStyle]
    static func customLong(_ name: String) -> NameSpecification { [.customLong(name)] }
    static func customShort(_ name: Character) -> NameSpecification { [.customShort(name)] }

    /// The names for a property; the first is the one that help and errors use.
    func names(label: String) -> [OptionName] {
        let name = kebabCase(label)
        return elements.flatMap { element -> [OptionName] in
            switch element {
            case .long: [.long(name)]
            case .customLong(let name): [.long(name)]
            case .customShort(let name): [.short(name)]
            case .goStyle: [.long(name), .longWithOneDash(name)]
            }
        }
    }
}
