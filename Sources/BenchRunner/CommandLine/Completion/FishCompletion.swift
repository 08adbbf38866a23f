/// A completion script for fish.
struct FishCompletion {
    let model: CompletionModel

    private var condition: String { "__\(model.identifier)_at" }

    var script: String {
        let lines = model.verbs.flatMap(lines)
        return """
            # Completion of \(model.program) for fish.
            function \(condition) --description 'Whether the verbs typed so far are these'
                set -l path
                for word in (commandline -opc)[2..-1]
                    switch "$path $word"
                        case \(model.verbs.dropFirst().map { pathText($0).shellQuoted }.joined(separator: " "))
                            set path "$path $word"
                    end
                end
                test "$path" = "$argv[1]"
            end
            complete -c \(model.program.shellQuoted) -f
            \(lines.joined(separator: "\n"))

            """
    }

    private func pathText(_ verb: CompletionModel.Verb) -> String { verb.path.map { " " + $0 }.joined() }

    private func lines(_ verb: CompletionModel.Verb) -> [String] {
        let isHere = "\(condition) \(pathText(verb).shellQuoted)"
        let start = "complete -c \(model.program.shellQuoted) -n \(isHere.fishQuoted)"
        var lines = verb.subverbs.map { "\(start) -a \($0.name.fishQuoted) -d \($0.abstract.fishQuoted)" }
        lines += verb.positionals.compactMap { argument in
            values(argument.completion).map { "\(start) \($0) -d \(argument.valueName.fishQuoted)" }
        }
        for option in verb.options {
            let names = option.names.map { name in
                name.isShort ? "-s \(name.withoutDashes)" : "\(name.hasOneDash ? "-o" : "-l") \(name.withoutDashes)"
            }
            // -x wants a value that is no file, or the files of an argument would be offered as well.
            let flag = option.completion == .file ? "-r" : "-x"
            let value = option.kind == .flag ? "" : " \(flag)" + (values(option.completion).map { " " + $0 } ?? "")
            lines.append("\(start) \(names.joined(separator: " "))\(value) -d \(option.help.abstract.fishQuoted)")
        }
        if verb.endsWithCommand {
            let isCommand = "\(isHere); and contains -- -- (commandline -opc)"
            lines.append(
                "complete -c \(model.program.shellQuoted) -n \(isCommand.fishQuoted) -a '(__fish_complete_command)'")
        }
        lines.append("\(start) -s h -l help -d 'Show help'")
        return lines
    }

    private func values(_ completion: CompletionKind) -> String? {
        switch completion {
        case .none: nil
        case .words(let words): "-a \(words.joined(separator: " ").fishQuoted)"
        case .verbs: "-a \(model.verbNames.joined(separator: " ").fishQuoted)"
        case .file: "-F"
        case .directory: "-a '(__fish_complete_directories)'"
        case .command: "-a '(__fish_complete_command)'"
        }
    }
}

extension String {
    /// In fish's single quotes a backslash and a quote are escaped by a backslash.
    fileprivate var fishQuoted: String {
        "'"
            + reduce(into: "") { text, character in
                text += "\\'".contains(character) ? "\\\(character)" : "\(character)"
            }
            + "'"
    }
}
