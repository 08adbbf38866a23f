/// A completion script for bash 4 and later.
struct BashCompletion {
    let model: CompletionModel

    var script: String {
        let function = "_\(model.identifier)_complete"
        return """
            # Completion of \(model.program) for bash.
            \(function)() {
                local word previous path="" index words="" reply=()
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
                        COMPREPLY=($(compgen -c -f -- "$word"))
                        return
                    fi
                done
                compopt +o nospace 2>/dev/null
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
                return "        \(patterns)) \(reply(option.completion)); return ;;"
            }
        }
    }

    private var verbCases: [String] {
        model.verbs.map { verb in
            let words = (verb.subverbs.map(\.name) + positionalWords(verb)).joined(separator: " ")
            let options = verb.optionWords.joined(separator: " ")
            let paths = verb.positionals.map(\.completion).first { [.file, .directory, .command].contains($0) }
            return """
                        \(pathPattern(verb)))
                            if [[ $word == -* ]]; then
                                COMPREPLY=($(compgen -W \(options.shellQuoted) -- "$word"))
                            else
                                COMPREPLY=($(compgen -W \(words.shellQuoted)\(flags(paths)) -- "$word"))
                            fi
                            ;;
                """
        }
    }

    private func positionalWords(_ verb: CompletionModel.Verb) -> [String] {
        verb.positionals.flatMap { argument -> [String] in
            if case .words(let words) = argument.completion { words } else { [] }
        }
    }

    private func reply(_ completion: CompletionKind) -> String {
        switch completion {
        case .none: "COMPREPLY=()"
        case .words(let words): "COMPREPLY=($(compgen -W \(words.joined(separator: " ").shellQuoted) -- \"$word\"))"
        case .file, .directory, .command: "COMPREPLY=($(compgen\(flags(completion)) -- \"$word\"))"
        }
    }

    private func flags(_ completion: CompletionKind?) -> String {
        switch completion {
        case .file: " -f"
        case .directory: " -d"
        case .command: " -c"
        case .words, .some(.none), nil: ""
        }
    }
}
