/// A command line as a completion script sees it.
struct CompletionModel {
    struct Verb {
        /// Empty for the program itself.
        let path: [String]
        let subverbs: [(name: String, abstract: String)]
        let options: [ArgumentDeclaration]
        let positionals: [ArgumentDeclaration]
        /// Whether a command follows `--`.
        let endsWithCommand: Bool
    }

    /// The name of the program.
    let program: String
    /// The program first, then every visible verb.
    let verbs: [Verb]

    init(_ tool: CommandLineTool) {
        program = tool.name
        var verbs = [Verb(path: [], commands: tool.tree.commands, declarations: [])]
        func add(_ commands: [any ParsableCommand.Type], below path: [String]) {
            for command in commands where command.configuration.shouldDisplay {
                let path = path + [command.commandName]
                let subcommands = command.configuration.subcommands
                verbs.append(Verb(path: path, commands: subcommands, declarations: command.visibleDeclarations))
                add(subcommands, below: path)
            }
        }
        add(tool.tree.commands, below: [])
        self.verbs = verbs
    }

    /// The verbs that follow the program's name.
    var verbNames: [String] { verbs.first?.subverbs.map(\.name) ?? [] }

    /// The program's name as part of the name of a shell function.
    var identifier: String {
        String(program.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
}

extension CompletionModel.Verb {
    fileprivate init(path: [String], commands: [any ParsableCommand.Type], declarations: [ArgumentDeclaration]) {
        self.path = path
        subverbs = commands.filter { $0.configuration.shouldDisplay }.map {
            ($0.commandName, $0.configuration.abstract)
        }
        options = declarations.filter { !$0.names.isEmpty }
        positionals = declarations.filter { $0.kind == .positional }
        endsWithCommand = declarations.contains { $0.kind == .afterTerminator }
    }

    /// Every option as typed, `--help` included.
    var optionWords: [String] { options.flatMap(\.names).map(\.text) + ["--help"] }
}

/// The shells for which there are scripts.
enum CompletionShell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish

    func script(for model: CompletionModel) -> String {
        switch self {
        case .bash: BashCompletion(model: model).script
        case .zsh: ZshCompletion(model: model).script
        case .fish: FishCompletion(model: model).script
        }
    }
}

extension String {
    /// The text as one word of a shell, in single quotes.
    var shellQuoted: String {
        "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
