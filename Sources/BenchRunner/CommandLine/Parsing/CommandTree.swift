/// The verbs of a program, in the groups in which help lists them.
struct CommandGroup: Sendable {
    let title: String
    let commands: [any ParsableCommand.Type]

    init(_ title: String, _ commands: [any ParsableCommand.Type]) {
        self.title = title
        self.commands = commands
    }
}

/// What a command line asks for.
enum Invocation {
    /// Help on the verb with this path; the program itself if the path is empty.
    case help(path: [String])
    case version
    case command(any ParsableCommand, path: [String])
}

/// Finds the command that a command line names.
struct CommandTree: Sendable {
    let groups: [CommandGroup]

    var commands: [any ParsableCommand.Type] { groups.flatMap(\.commands) }

    /// The command at `path`; nil if there is none.
    func command(at path: [String]) -> (any ParsableCommand.Type)? {
        var level = commands
        var found: (any ParsableCommand.Type)?
        for name in path {
            guard let next = level.first(where: { $0.commandName == name }) else { return nil }
            found = next
            level = next.configuration.subcommands
        }
        return found
    }

    /// What `arguments` (without the program's name) ask for.
    ///
    /// - Throws: `UsageError`.
    func invocation(_ arguments: [String]) throws -> Invocation {
        var words = arguments[...]
        var path: [String] = []
        var level = commands
        while let word = words.popFirst() {
            if word == "--help" || word == "-h" { return .help(path: path) }
            if word == "--version", path.isEmpty { return .version }
            let command = try find(word, in: level, path: path)
            path.append(word)
            level = command.configuration.subcommands
            if level.isEmpty {
                // Help wins over whatever else is wrong with the line, or nobody could ask while in trouble.
                let asksForHelp = words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
                if asksForHelp { return .help(path: path) }
                return .command(try ArgumentParser.parse(command, words: words, path: path), path: path)
            }
        }
        throw UsageError(message: "a verb is missing: \(names(level).joined(separator: ", "))", path: path)
    }

    /// The path of the command that `names` name, for `help VERB`.
    ///
    /// - Throws: `UsageError` for a verb that does not exist.
    func checkedPath(_ names: [String]) throws -> [String] {
        var level = commands
        for (index, name) in names.enumerated() {
            level = try find(name, in: level, path: Array(names[..<index])).configuration.subcommands
        }
        return names
    }

    private func find(
        _ word: String, in level: [any ParsableCommand.Type], path: [String]
    ) throws -> any ParsableCommand.Type {
        if let command = level.first(where: { $0.commandName == word }) { return command }
        let isOption = word.hasPrefix("-")
        let candidates = isOption ? ["--help"] + (path.isEmpty ? ["--version"] : []) : names(level)
        let nearest =
            isOption
            ? ArgumentParser.nearestOption(word, among: candidates) : NearestName.of(word, among: candidates)
        let place = path.isEmpty ? "" : " of '\(path.joined(separator: " "))'"
        let advice = isOption && nearest == nil ? " (options go after the verb)" : ArgumentParser.question(nearest)
        throw UsageError(message: "unknown \(isOption ? "option" : "verb")\(place) \(word.quoted)\(advice)", path: path)
    }

    private func names(_ level: [any ParsableCommand.Type]) -> [String] {
        level.filter { $0.configuration.shouldDisplay }.map { $0.commandName }
    }
}
