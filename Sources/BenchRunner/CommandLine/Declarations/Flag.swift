/// An option without a value: given or not.
@propertyWrapper
struct Flag: ArgumentProperty {
    private var storage: ArgumentStorage<Bool>

    var wrappedValue: Bool {
        get { storage.value }
        set { storage.value = newValue }
    }

    init(wrappedValue: Bool = false, name: NameSpecification = .long, help: ArgumentHelp? = nil) {
        storage = ArgumentStorage(initial: wrappedValue) { label in
            ArgumentDeclaration(
                kind: .flag, names: name.names(label: label), valueName: "", help: help ?? ArgumentHelp(),
                isRequired: false, isRepeated: false, allValues: [], completion: .none)
        } read: { _, _ in
            true
        }
    }

    func arguments(label: String) -> [BoundArgument] { storage.arguments(label: label) }
}

/// Arguments that several commands have in common, so that they mean the same in each.
@propertyWrapper
struct OptionGroup<Group: ParsableArguments>: ArgumentProperty {
    var wrappedValue = Group()

    init() {}

    func arguments(label: String) -> [BoundArgument] { declaredArguments(of: wrappedValue) }

    func validate() throws {
        try validateGroups(of: wrappedValue)
        var group = wrappedValue
        try group.validate()
    }
}
