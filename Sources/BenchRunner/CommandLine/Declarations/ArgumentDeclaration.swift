/// One argument of a command as parser, help and completion see it, whatever the type of its value.
struct ArgumentDeclaration: Sendable {
    enum Kind: Sendable {
        case positional
        /// Everything after `--`, as typed.
        case afterTerminator
        case option
        case flag
    }

    var kind: Kind
    /// Empty for positional arguments.
    var names: [OptionName]
    var valueName: String
    var help: ArgumentHelp
    var isRequired: Bool
    var isRepeated: Bool
    /// The default as a user would type it; nil if there is none worth showing.
    var defaultDescription: String?
    /// What a value has to be, such as `from 1 to 100`; nil where every value of the type is taken.
    var boundsDescription: String?
    /// The values of an enumeration; empty if the type is not one.
    var allValues: [String]
    var completion: CompletionKind

    /// How errors and help call it: `--rounds`, `FILTER`.
    var displayName: String { names.first?.text ?? valueName }
}

/// A declaration tied to the property that receives what was typed.
struct BoundArgument {
    let declaration: ArgumentDeclaration
    /// Reads one value (empty for a flag) into the property.
    ///
    /// - Throws: `ArgumentProblem`, or what a transform threw.
    let accept: (String) throws -> Void
}

/// A wrapper that declares arguments: `@Argument`, `@Option`, `@Flag`, `@OptionGroup`.
protocol ArgumentProperty {
    /// The arguments behind a property named `label`.
    func arguments(label: String) -> [BoundArgument]

    /// Checks the arguments together, once all are read.
    ///
    /// - Throws: `ValidationError`.
    func validate() throws
}

extension ArgumentProperty {
    func validate() throws {}
}

/// Checks the groups of a value, each after the groups inside it.
///
/// - Throws: `ValidationError`.
func validateGroups(of value: any ParsableArguments) throws {
    for child in Mirror(reflecting: value).children { try (child.value as? any ArgumentProperty)?.validate() }
}

/// The arguments of a command in the order in which its properties are declared.
///
/// A mirror shows the wrappers of a value with their names; they refer to the boxes of that very value, so what is
/// read into them is what the command sees.
func declaredArguments(of value: any ParsableArguments) -> [BoundArgument] {
    Mirror(reflecting: value).children.flatMap { child -> [BoundArgument] in
        guard let property = child.value as? any ArgumentProperty, let label = child.label else { return [] }
        // The storage of a wrapped property `rounds` is called `_rounds`.
        return property.arguments(label: String(label.drop { $0 == "_" }))
    }
}
