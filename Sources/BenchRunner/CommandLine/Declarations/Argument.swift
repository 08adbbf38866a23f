/// A value known by its place: `bench compare BASE HEAD`.
@propertyWrapper
struct Argument<Value>: ArgumentProperty {
    private var storage: ArgumentStorage<Value>

    var wrappedValue: Value {
        get { storage.value }
        set { storage.value = newValue }
    }

    func arguments(label: String) -> [BoundArgument] { storage.arguments(label: label) }

    /// What an argument that takes many values takes.
    enum Strategy {
        /// All that is left.
        case remaining
        /// What stands after `--`, as typed: the command of `bench profile -- COMMAND…`.
        case postTerminator

        fileprivate var kind: ArgumentDeclaration.Kind { self == .remaining ? .positional : .afterTerminator }
    }
}

extension Argument where Value: ExpressibleByArgument {
    /// A value that has to be given.
    init(range: (any ArgumentBounds<Value>)? = nil, help: ArgumentHelp? = nil, completion: CompletionKind? = nil) {
        storage = ArgumentStorage(
            .positional, initial: nil, isRequired: true, names: [], help: help,
            reader: ValueReader(range: range, completion: completion), describe: { _ in nil }, wrap: { $0 })
    }

    /// A value with a default.
    init(
        wrappedValue: Value, range: (any ArgumentBounds<Value>)? = nil, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) {
        storage = ArgumentStorage(
            .positional, initial: wrappedValue, isRequired: false, names: [], help: help,
            reader: ValueReader(range: range, completion: completion), describe: { $0.defaultValueDescription },
            wrap: { $0 })
    }
}

extension Argument {
    /// A value that may be missing.
    init<Wrapped: ExpressibleByArgument>(
        wrappedValue: Wrapped? = nil, range: (any ArgumentBounds<Wrapped>)? = nil, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) where Value == Wrapped? {
        storage = ArgumentStorage(
            .positional, initial: .some(wrappedValue), isRequired: false, names: [], help: help,
            reader: ValueReader(range: range, completion: completion), describe: { $0?.defaultValueDescription },
            wrap: { $0 })
    }

    /// One value or more.
    init<Element: ExpressibleByArgument>(
        parsing strategy: Strategy = .remaining, help: ArgumentHelp? = nil, completion: CompletionKind? = nil
    ) where Value == [Element] {
        storage = ArgumentStorage(
            strategy.kind, list: nil, names: [], help: help, reader: ValueReader(range: nil, completion: completion))
    }

    /// Any number of values.
    init<Element: ExpressibleByArgument>(
        wrappedValue: [Element], parsing strategy: Strategy = .remaining, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) where Value == [Element] {
        storage = ArgumentStorage(
            strategy.kind, list: wrappedValue, names: [], help: help,
            reader: ValueReader(range: nil, completion: completion))
    }

    /// A value that may be missing, read by a function.
    init<Wrapped>(
        wrappedValue: Wrapped? = nil, help: ArgumentHelp? = nil, completion: CompletionKind = .none,
        transform: @escaping (String) throws -> Wrapped
    ) where Value == Wrapped? {
        storage = ArgumentStorage(
            .positional, initial: .some(wrappedValue), isRequired: false, names: [], help: help,
            reader: ValueReader(completion: completion, read: transform),
            describe: { $0.map { "\($0)" } }, wrap: { $0 })
    }
}
