/// A completion script for bash 4 and later.
struct BashCompletion {
    let model: CompletionModel

    var script: String {
        let function = "_\(model.identifier)_complete"
        return """
            # Completion of \(model.program) for bash.
            \(function)() {
                local word previous path="" index
                word="${COMP_WORDS[COMP_CWORD]}"
                previous="${COMP_WORDS[COMP_CWORD-1]}"
                # Bash breaks --option=value into three words.
                if [[ $word == "=" ]]; then
                    word=""
                elif [[ $previous == "=" ]]; then
                    previous="${COMP_WORDS[COMP_CWORD-2]}"
                fi
                for ((index = 1; index < COMP_CWORD; index++)); do
                    case "$path ${COMP_WORDS[index]}" in
                        \(verbPatterns)) path="$path ${COMP_WORDS[index]}" ;;
                    esac
                    if [[ ${COMP_WORDS[index]} == "--" ]]; then
                        compopt -o filenames
                        COMPREPLY=($(compgen -c -f -- "$word"))
                        return
                    fi
                done
                case "$path $previous" in
            \(valueCases.joined(separator: "\n"))
                esac
                case "$path" in
            \(verbCases.joined(separator: "\n"))
                esac
            }
            complete -F \(function) \(model.program.shellQuoted)

            """
    }

    /// A pattern for every verb, as the path to it with a blank before each part.
    private var verbPatterns: String {
        model.verbs.filter { !$0.path.isEmpty }.map { pathPattern($0) }.joined(separator: "|")
    }

    private func pathPattern(_ verb: CompletionModel.Verb, _ option: String = "") -> String {
        ((verb.path.map { " " + $0 }).joined() + option).shellQuoted
    }

    private var valueCases: [String] {
        model.verbs.flatMap { verb in
            verb.options.filter { $0.kind == .option }.map { option in
                let patterns = option.names.map { pathPattern(verb, " " + $0.text) }.joined(separator: "|")
                return "        \(patterns)) \(reply([], option.completion)); return ;;"
            }
        }
    }

    private var verbCases: [String] {
        model.verbs.map { verb in
            let paths = verb.positionals.map(\.completion).first { [.file, .directory, .command].contains($0) }
            return """
                        \(pathPattern(verb)))
                            if [[ $word == -* ]]; then
                                \(reply(verb.optionWords, .none))
                            else
                                \(reply(verb.subverbs.map(\.name) + positionalWords(verb), paths ?? .none))
                            fi
                            ;;
                """
        }
    }

    private func positionalWords(_ verb: CompletionModel.Verb) -> [String] {
        verb.positionals.flatMap { argument -> [String] in
            switch argument.completion {
            case .words(let words): words
            case .verbs: model.verbNames
            case .none, .file, .directory, .command: []
            }
        }
    }

    /// The statement that offers `words` and what `completion` stands for.
    private func reply(_ words: [String], _ completion: CompletionKind) -> String {
        switch completion {
        case .none: words.isEmpty ? "COMPREPLY=()" : generate("-W \(words.joined(separator: " ").shellQuoted)")
        case .words(let more): reply(words + more, .none)
        case .verbs: reply(words + model.verbNames, .none)
        case .file: "compopt -o filenames; \(generate("-f"))"
        case .directory: "compopt -o filenames; \(generate("-d"))"
        case .command: generate("-c")
        }
    }

    private func generate(_ flags: String) -> String { "COMPREPLY=($(compgen \(flags) -- \"$word\"))" }
}
