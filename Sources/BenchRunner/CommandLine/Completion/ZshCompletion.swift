/// A completion script for zsh: a function for each verb, over zsh's own `_arguments`.
struct ZshCompletion {
    let model: CompletionModel

    var script: String {
        let functions = model.verbs.map(function).joined(separator: "\n")
        // Works both as a file in fpath, where its body is the function, and when it is sourced.
        return """
            #compdef \(model.program)
            # Completion of \(model.program) for zsh.
            \(functions)
            if [[ "$funcstack[1]" == "_\(model.identifier)" ]]; then
                _\(model.identifier)_verbs "$@"
            else
                compdef _\(model.identifier)_verbs \(model.program.shellQuoted)
            fi

            """
    }

    private func name(_ path: [String]) -> String {
        (["_\(model.identifier)_verbs"] + path).joined(separator: "_")
    }

    private func function(_ verb: CompletionModel.Verb) -> String {
        verb.subverbs.isEmpty ? leaf(verb) : branch(verb)
    }

    private func branch(_ verb: CompletionModel.Verb) -> String {
        let verbs = verb.subverbs.map { "        \("\($0.name.escapingColons):\($0.abstract)".shellQuoted)" }
        let cases = verb.subverbs.map { "                \($0.name)) \(name(verb.path + [$0.name])) ;;" }
        return """
            \(name(verb.path))() {
                local state line
                local -a verbs=(
            \(verbs.joined(separator: "\n"))
                )
                _arguments -C '(- *)--help[show help]' '1:verb:->verb' '*::argument:->arguments'
                case $state in
                    verb) _describe verb verbs ;;
                    arguments)
                        case $words[1] in
            \(cases.joined(separator: "\n"))
                        esac
                        ;;
                esac
            }

            """
    }

    private func leaf(_ verb: CompletionModel.Verb) -> String {
        var specifications = ["(- *)--help[show help]"]
        for option in verb.options {
            let repetition = option.isRepeated ? "*" : ""
            for name in option.names {
                let value =
                    option.kind == .flag ? "" : ":\(option.valueName.escapingColons):\(action(option.completion))"
                let equals = option.kind == .flag ? "" : name.hasOneDash ? "" : "="
                specifications.append(
                    "\(repetition)\(name.text)\(equals)[\(option.help.abstract.escapingBrackets)]\(value)")
            }
        }
        for argument in verb.positionals {
            let optional = argument.isRequired ? "" : ":"
            let place = argument.isRepeated ? "*:" : ":\(optional)"
            specifications.append("\(place)\(argument.valueName.escapingColons):\(action(argument.completion))")
        }
        if verb.endsWithCommand { specifications.append("*::command:_normal") }
        let lines = specifications.map { "        \($0.shellQuoted)" }.joined(separator: " \\\n")
        return """
            \(name(verb.path))() {
                _arguments \\
            \(lines)
            }

            """
    }

    private func action(_ completion: CompletionKind) -> String {
        switch completion {
        case .none: " "
        case .words(let words): "(\(words.joined(separator: " ")))"
        case .verbs: "(\(model.verbNames.joined(separator: " ")))"
        case .file: "_files"
        case .directory: "_files -/"
        case .command: "_command_names"
        }
    }
}

extension String {
    fileprivate var escapingColons: String {
        split(separator: ":", omittingEmptySubsequences: false).joined(separator: "\\:")
    }
    fileprivate var escapingBrackets: String {
        reduce(into: "") { text, character in text += "[]".contains(character) ? "\\\(character)" : "\(character)" }
    }
}
