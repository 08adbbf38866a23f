/// A set of arguments that commands can share: declare it with `@OptionGroup`.
///
/// The shapes in this folder are those of swift-argument-parser, so that whoever knows that package can read and
/// write commands here; what is not needed is left out.
protocol ParsableArguments {
    init()

    /// Checks what no single argument can know, for instance that one of two options was given.
    ///
    /// - Throws: `ValidationError`, shown as a usage error.
    mutating func validate() throws
}

extension ParsableArguments {
    mutating func validate() throws {}
}

/// A verb of the command line: its arguments as wrapped properties, and what it does with them.
protocol ParsableCommand: ParsableArguments, SendableMetatype {
    static var configuration: CommandConfiguration { get }

    /// Does the work.
    ///
    /// - Throws: `ValidationError` for a usage error, `ExitCode` to end with a status and no message; any other error
    ///   is printed and ends the program with the status of the error if it has one, else with `ExitCode.usage`.
    mutating func run() async throws
}

extension ParsableCommand {
    /// The verb as typed: the configured name, else the type's name without `Command`, in kebab case.
    static var commandName: String {
        if let name = configuration.commandName { return name }
        let name = String(describing: Self.self)
        return kebabCase(name.hasSuffix("Command") ? String(name.dropLast("Command".count)) : name)
    }

    /// A command that only holds subcommands is never run itself.
    mutating func run() async throws { throw ValidationError("nothing to do for '\(Self.commandName)'") }
}

/// How a command is named, explained and taken apart.
struct CommandConfiguration: Sendable {
    /// The verb; nil derives it from the type's name.
    var commandName: String?
    /// One line, for the list of verbs.
    var abstract: String
    /// Usage lines without the program's and the verb's name, where the one made from the arguments does not do.
    var usage: [String]
    /// Paragraphs for the verb's own help, separated by empty lines.
    var discussion: String
    var examples: [Example]
    /// Verbs below this one; a command with subcommands takes no arguments of its own.
    var subcommands: [any ParsableCommand.Type]
    /// False hides the verb from help and completion; it can still be called.
    var shouldDisplay: Bool

    init(
        commandName: String? = nil, abstract: String = "", usage: [String] = [], discussion: String = "",
        examples: [Example] = [], subcommands: [any ParsableCommand.Type] = [], shouldDisplay: Bool = true
    ) {
        self.commandName = commandName
        self.abstract = abstract
        self.usage = usage
        self.discussion = discussion
        self.examples = examples
        self.subcommands = subcommands
        self.shouldDisplay = shouldDisplay
    }

    /// A call that a reader can copy, and what it is good for.
    struct Example: Sendable {
        /// What is typed after the program's name, the verb included; further on, PROGRAM stands for that name, since a
        /// user's own program has another one.
        var arguments: String
        var purpose: String

        init(_ arguments: String, _ purpose: String) {
            self.arguments = arguments
            self.purpose = purpose
        }
    }
}

/// `minSampleTime` as `min-sample-time`.
func kebabCase(_ name: String) -> String {
    var result = ""
    for character in name {
        if character.isUppercase, !result.isEmpty { result.append("-") }
        result += character.lowercased()
    }
    return result
}
