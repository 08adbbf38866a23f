/// What help says of an argument.
struct ArgumentHelp: Sendable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    var abstract: String
    /// What stands for the value, as in `--out FILE`; nil derives it from the property's name.
    var valueName: String?
    /// The default that help shows in place of the property's own; for a property that is nil until something is given.
    var defaultValue: String?
    /// Hidden arguments work, but neither help nor completion shows them.
    var isHidden: Bool

    init(
        _ abstract: String = "", valueName: String? = nil, defaultValue: String? = nil, isHidden: Bool = false
    ) {
        self.abstract = abstract
        self.valueName = valueName
        self.defaultValue = defaultValue
        self.isHidden = isHidden
    }

    init(stringLiteral abstract: String) { self.init(abstract) }
}

/// What a shell offers where a value is wanted.
enum CompletionKind: Sendable, Equatable {
    /// Nothing, or the values of an enumeration.
    case none
    case words([String])
    /// The verbs of the program.
    case verbs
    /// Paths of files and the directories that lead to them.
    case file
    case directory
    /// Names of commands that the shell could start.
    case command
}
