/// The help of a program or one of its verbs as text.
struct HelpText {
    let tool: CommandLineTool
    /// In characters.
    let width: Int

    /// The help of the verb at `path`, of the program if that is empty.
    func text(for path: [String]) -> String {
        guard let command = tool.tree.command(at: path) else { return overview() }
        let configuration = command.configuration
        var sections = [configuration.abstract]
        sections.append(section("USAGE", usageLines(of: command, path: path)))
        if !configuration.discussion.isEmpty {
            sections.append(WrappedText.lines(configuration.discussion, width: width).joined(separator: "\n"))
        }
        if !configuration.subcommands.isEmpty {
            sections.append(section("VERBS", WrappedText.table(rows(configuration.subcommands), width: width)))
        }
        let declarations = visibleDeclarations(of: command)
        let positionals = declarations.filter(\.names.isEmpty)
        if !positionals.isEmpty {
            sections.append(section("ARGUMENTS", WrappedText.table(positionals.map(row), width: width)))
        }
        let options = declarations.filter { !$0.names.isEmpty }.map(row) + [("-h, --help", "Show this help.")]
        sections.append(section("OPTIONS", WrappedText.table(options, width: width)))
        if !configuration.examples.isEmpty {
            sections.append(section("EXAMPLES", configuration.examples.flatMap(exampleLines)))
        }
        return sections.joined(separator: "\n\n")
    }

    /// One line that says how the verb is used and where to read more; what follows an error.
    func hint(for path: [String]) -> String {
        let help = ([tool.name] + path + ["--help"]).joined(separator: " ")
        guard let command = tool.tree.command(at: path), command.configuration.subcommands.isEmpty else {
            return "usage: \(([tool.name] + path).joined(separator: " ")) VERB …   (all verbs: \(help))"
        }
        let lines = usagePatterns(of: command).map { ([tool.name] + path + $0).joined(separator: " ") }
        return "usage: \(lines.joined(separator: " | "))   (all options: \(help))"
    }

    private func overview() -> String {
        var sections = [tool.abstract, section("USAGE", ["  \(tool.name) VERB [ARGUMENTS] [OPTIONS]"])]
        for group in tool.tree.groups {
            let rows = rows(group.commands)
            if !rows.isEmpty { sections.append(section(group.title, WrappedText.table(rows, width: width))) }
        }
        sections.append(
            section(
                "OPTIONS",
                WrappedText.table(
                    [("-h, --help", "Show this help."), ("--version", "Show the version.")], width: width)))
        sections.append("'\(tool.name) help VERB' explains a verb, with examples.")
        return sections.joined(separator: "\n\n")
    }

    private func section(_ title: String, _ lines: [String]) -> String { ([title] + lines).joined(separator: "\n") }

    private func rows(_ commands: [any ParsableCommand.Type]) -> [(name: String, text: String)] {
        commands.filter { $0.configuration.shouldDisplay }.map { ($0.commandName, $0.configuration.abstract) }
    }

    private func exampleLines(_ example: CommandConfiguration.Example) -> [String] {
        ["  \(tool.name) \(example.arguments.replacing("PROGRAM", with: tool.name))"]
            + WrappedText.lines(example.purpose, width: width - 6).map { "      " + $0 }
    }

    // MARK: Usage

    private func usageLines(of command: any ParsableCommand.Type, path: [String]) -> [String] {
        let prefix = "  " + ([tool.name] + path).joined(separator: " ")
        let configured = command.configuration.usage
        if !configured.isEmpty { return configured.map { "\(prefix) \($0)" } }
        if !command.configuration.subcommands.isEmpty { return ["\(prefix) VERB …"] }
        let pieces = visibleDeclarations(of: command).sorted { $0.usageRank < $1.usageRank }.map(\.usage)
        let lines = WrappedText.pack(pieces, width: width - prefix.count - 1)
        let blanks = String(repeating: " ", count: prefix.count)
        return lines.isEmpty ? [prefix] : lines.enumerated().map { ($0 == 0 ? prefix : blanks) + " " + $1 }
    }

    /// The usage with the options folded into one word.
    private func usagePatterns(of command: any ParsableCommand.Type) -> [[String]] {
        let configuration = command.configuration
        if !configuration.usage.isEmpty { return configuration.usage.map { [$0] } }
        let declarations = visibleDeclarations(of: command)
        let shown = declarations.filter { $0.isRequired || $0.names.isEmpty }.sorted { $0.usageRank < $1.usageRank }
        let hasOptions = declarations.contains { !$0.isRequired && !$0.names.isEmpty }
        return [shown.map(\.usage) + (hasOptions ? ["[OPTIONS]"] : [])]
    }

    private func visibleDeclarations(of command: any ParsableCommand.Type) -> [ArgumentDeclaration] {
        command.visibleDeclarations
    }

    private func row(_ declaration: ArgumentDeclaration) -> (name: String, text: String) {
        var notes: [String] = []
        if !declaration.allValues.isEmpty { notes.append("one of " + declaration.allValues.joined(separator: ", ")) }
        if let bounds = declaration.boundsDescription { notes.append(bounds) }
        if let value = declaration.help.defaultValue ?? declaration.defaultDescription, !value.isEmpty {
            notes.append("default: \(value)")
        }
        let note = notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))"
        // A short name first, as everybody expects it.
        let names = declaration.names.sorted { $0.isShort && !$1.isShort }.map(\.text).joined(separator: ", ")
        let name: String =
            switch declaration.kind {
            case .positional, .afterTerminator: declaration.valueName
            case .option: "\(names) \(declaration.valueName)"
            case .flag: names
            }
        return (name, declaration.help.abstract + note)
    }
}

extension ParsableCommand {
    /// The arguments that help and completion show.
    static var visibleDeclarations: [ArgumentDeclaration] {
        declaredArguments(of: Self()).map(\.declaration).filter { !$0.help.isHidden }
    }
}

extension ArgumentDeclaration {
    /// As in a usage line: `FILTER`, `[--rounds N]`, `[--tag TAG]...`.
    fileprivate var usage: String {
        let word: String =
            switch kind {
            case .positional: valueName
            case .afterTerminator: "-- \(valueName)"
            case .option: "\(displayName) \(valueName)"
            case .flag: displayName
            }
        let repetition = isRepeated ? "…" : ""
        return isRequired
            ? word + repetition
            : "[\(word)\(names.isEmpty ? repetition : "")]"
                + (names.isEmpty ? "" : repetition)
    }

    /// Arguments first, then options, and what ends the line last.
    fileprivate var usageRank: Int {
        switch kind {
        case .positional: 0
        case .option, .flag: isRequired ? 1 : 2
        case .afterTerminator: 3
        }
    }
}
