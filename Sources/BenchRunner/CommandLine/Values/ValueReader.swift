/// How the text of one argument becomes a value, and what help and completion may say of that.
struct ValueReader<Element> {
    let read: (String) throws -> Element
    let describe: (Element) -> String
    let boundsDescription: String?
    let allValues: [String]
    let completion: CompletionKind

    /// A reader that leaves all to a function.
    init(completion: CompletionKind, read: @escaping (String) throws -> Element) {
        self.read = read
        describe = { "\($0)" }
        boundsDescription = nil
        allValues = []
        self.completion = completion
    }

    /// A reader that asks the type, then the range.
    init(range: (any ArgumentBounds<Element>)?, completion: CompletionKind?) where Element: ExpressibleByArgument {
        let bounds = range?.phrase(\.defaultValueDescription)
        let expectation = [Element.expectation, bounds].compactMap { $0 }.joined(separator: " ")
        read = { text in
            guard let range else { return try Element.read(argument: text) }
            guard let value = Element(argument: text), range.contains(value) else {
                throw ArgumentProblem.notThis(expectation)
            }
            return value
        }
        describe = \.defaultValueDescription
        boundsDescription = bounds
        allValues = Element.allValueStrings
        self.completion = completion ?? Element.defaultCompletionKind
    }

    func declaration(
        _ kind: ArgumentDeclaration.Kind, label: String, names: NameSpecification, help: ArgumentHelp?,
        isRequired: Bool, isRepeated: Bool, defaultDescription: String?
    ) -> ArgumentDeclaration {
        ArgumentDeclaration(
            kind: kind, names: names.names(label: label),
            valueName: help?.valueName ?? kebabCase(label).uppercased(), help: help ?? ArgumentHelp(),
            isRequired: isRequired, isRepeated: isRepeated, defaultDescription: defaultDescription,
            boundsDescription: boundsDescription, allValues: allValues, completion: completion)
    }
}
