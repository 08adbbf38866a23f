/// The state behind `@Argument`, `@Option` and `@Flag`: a declaration without its name, and the value.
///
/// The value sits in a box, since the parser reaches it through a mirror, which gives copies. Boxes are shared by the
/// copies of a command until one is written to through its property, so commands keep value semantics.
struct ArgumentStorage<Value> {
    private final class Box {
        var value: Value?
        /// False until the first value was read: a repeated option replaces its default by what is typed.
        var wasRead = false
        init(_ value: Value?) { self.value = value }
    }

    private var box: Box
    private let declare: (_ label: String) -> ArgumentDeclaration
    private let read: (_ text: String, _ earlier: Value?) throws -> Value

    /// - Parameters:
    ///   - initial: the default; nil if the argument has to be given.
    ///   - read: makes a value of a text and, where the argument was given before, the value so far.
    init(
        initial: Value?, declare: @escaping (_ label: String) -> ArgumentDeclaration,
        read: @escaping (_ text: String, _ earlier: Value?) throws -> Value
    ) {
        box = Box(initial)
        self.declare = declare
        self.read = read
    }

    var value: Value {
        get {
            guard let value = box.value else {
                preconditionFailure("a required argument was read before the command was parsed")
            }
            return value
        }
        set { box = Box(newValue) }
    }

    func arguments(label: String) -> [BoundArgument] {
        [
            BoundArgument(declaration: declare(label)) { [box, read] text in
                box.value = try read(text, box.wasRead ? box.value : nil)
                box.wasRead = true
            }
        ]
    }
}

extension ArgumentStorage {
    /// Storage for one value.
    init<Element>(
        _ kind: ArgumentDeclaration.Kind, initial: Value?, isRequired: Bool, names: NameSpecification,
        help: ArgumentHelp?, reader: ValueReader<Element>, describe: @escaping (Value) -> String?,
        wrap: @escaping (Element) -> Value
    ) {
        let defaultDescription = initial.flatMap(describe)
        self.init(initial: initial) { label in
            reader.declaration(
                kind, label: label, names: names, help: help, isRequired: isRequired, isRepeated: false,
                defaultDescription: defaultDescription)
        } read: { text, _ in
            wrap(try reader.read(text))
        }
    }

    /// Storage for a list of values, each typed on its own or all in one text with `separator` between them.
    init<Element>(
        _ kind: ArgumentDeclaration.Kind, list initial: [Element]?, names: NameSpecification, help: ArgumentHelp?,
        separator: Character? = nil, reader: ValueReader<Element>
    ) where Value == [Element] {
        let shown = initial?.map(reader.describe).joined(separator: separator.map(String.init) ?? " ") ?? ""
        self.init(initial: initial) { label in
            reader.declaration(
                kind, label: label, names: names, help: help, isRequired: initial == nil, isRepeated: separator == nil,
                defaultDescription: shown.isEmpty ? nil : shown)
        } read: { text, earlier in
            guard let separator else { return (earlier ?? []) + [try reader.read(text)] }
            let parts = text.split(separator: separator, omittingEmptySubsequences: false)
            return try (earlier ?? [])
                + parts.map { part in
                    do { return try reader.read(String(part)) } catch {
                        throw ArgumentProblem.inPart(String(part), error)
                    }
                }
        }
    }
}
