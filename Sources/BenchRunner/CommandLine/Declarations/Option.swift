/// A value known by its name: `--rounds 20`, `--rounds=20`.
@propertyWrapper
struct Option<Value>: ArgumentProperty {
    private var storage: ArgumentStorage<Value>

    var wrappedValue: Value {
        get { storage.value }
        set { storage.value = newValue }
    }

    func arguments(label: String) -> [BoundArgument] { storage.arguments(label: label) }
}

extension Option where Value: ExpressibleByArgument {
    /// An option that has to be given.
    init(
        name: NameSpecification = .long, range: (any ArgumentBounds<Value>)? = nil, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) {
        storage = ArgumentStorage(
            .option, initial: nil, isRequired: true, names: name, help: help,
            reader: ValueReader(range: range, completion: completion), describe: { _ in nil }, wrap: { $0 })
    }

    /// An option with a default.
    init(
        wrappedValue: Value, name: NameSpecification = .long, range: (any ArgumentBounds<Value>)? = nil,
        help: ArgumentHelp? = nil, completion: CompletionKind? = nil
    ) {
        storage = ArgumentStorage(
            .option, initial: wrappedValue, isRequired: false, names: name, help: help,
            reader: ValueReader(range: range, completion: completion), describe: { $0.defaultValueDescription },
            wrap: { $0 })
    }
}

extension Option {
    /// An option that may be missing.
    init<Wrapped: ExpressibleByArgument>(
        wrappedValue: Wrapped? = nil, name: NameSpecification = .long, range: (any ArgumentBounds<Wrapped>)? = nil,
        help: ArgumentHelp? = nil, completion: CompletionKind? = nil
    ) where Value == Wrapped? {
        storage = ArgumentStorage(
            .option, initial: .some(wrappedValue), isRequired: false, names: name, help: help,
            reader: ValueReader(range: range, completion: completion), describe: { $0?.defaultValueDescription },
            wrap: { $0 })
    }

    /// An option that may be given many times; with a separator (`--metrics time,allocs`) also many values at a time.
    init<Element: ExpressibleByArgument>(
        wrappedValue: [Element], name: NameSpecification = .long, separator: Character? = nil,
        range: (any ArgumentBounds<Element>)? = nil, help: ArgumentHelp? = nil, completion: CompletionKind? = nil
    ) where Value == [Element] {
        storage = ArgumentStorage(
            .option, list: wrappedValue, names: name, help: help, separator: separator,
            reader: ValueReader(range: range, completion: completion))
    }

    /// An option that may be missing, read by a function.
    init<Wrapped>(
        wrappedValue: Wrapped? = nil, name: NameSpecification = .long, help: ArgumentHelp? = nil,
        completion: CompletionKind = .none, transform: @escaping (String) throws -> Wrapped
    ) where Value == Wrapped? {
        storage = ArgumentStorage(
            .option, initial: .some(wrappedValue), isRequired: false, names: name, help: help,
            reader: ValueReader(completion: completion, read: transform),
            describe: { $0.map { "\($0)" } }, wrap: { $0 })
    }
}
