/// Reads the words after a verb into the properties of its command.
///
/// An option's value is the next word, also if that starts with one dash (benchstat's filters do), unless the word is
/// an option of this very command; a value that starts with two dashes has to be written `--name=value`.
struct ArgumentParser {
    private let arguments: [BoundArgument]
    private let path: [String]
    private var given: Set<Int> = []
    /// Places still to be filled, as indices into `arguments`.
    private var positionals: ArraySlice<Int>
    private let indexOfName: [String: Int]

    private init(arguments: [BoundArgument], path: [String]) {
        self.arguments = arguments
        self.path = path
        positionals = arguments.indices.filter { arguments[$0].declaration.kind == .positional }[...]
        var indexOfName: [String: Int] = [:]
        for (index, argument) in arguments.enumerated() {
            for name in argument.declaration.names {
                precondition(indexOfName[name.text] == nil, "\(path) declares \(name.text) twice")
                indexOfName[name.text] = index
            }
        }
        self.indexOfName = indexOfName
    }

    /// Makes a command of `words`, in which help was not asked for.
    ///
    /// - Throws: `UsageError`.
    static func parse<Command: ParsableCommand>(
        _ type: Command.Type, words: ArraySlice<String>, path: [String]
    ) throws -> Command {
        var command = Command()
        let arguments = declaredArguments(of: command)
        var parser = ArgumentParser(arguments: arguments, path: path)
        try parser.read(words)
        do {
            try validateGroups(of: command)
            try command.validate()
        } catch let error as ValidationError {
            throw UsageError(message: error.message, path: path)
        }
        return command
    }

    private mutating func read(_ words: ArraySlice<String>) throws {
        var words = words
        while let word = words.popFirst() {
            if word == "--" {
                try readAfterTerminator(words)
                break
            }
            if word.count > 1, word.hasPrefix("-"), !isNumber(word) {
                try readOption(word, &words)
            } else {
                try readPositional(word)
            }
        }
        try checkThatNothingIsMissing()
    }

    private mutating func readAfterTerminator(_ words: ArraySlice<String>) throws {
        guard let index = arguments.firstIndex(where: { $0.declaration.kind == .afterTerminator }) else {
            for word in words { try readPositional(word) }
            return
        }
        for word in words { try accept(word, at: index) }
    }

    private mutating func readOption(_ word: String, _ words: inout ArraySlice<String>) throws {
        let equals = word.firstIndex(of: "=")
        let name = String(word[..<(equals ?? word.endIndex)])
        guard let index = indexOfName[name] else { throw unknownOption(name) }
        let inlineValue = equals.map { String(word[word.index(after: $0)...]) }

        if arguments[index].declaration.kind == .flag {
            if inlineValue != nil { throw failure("\(name): takes no value") }
            try accept("", at: index)
        } else if let inlineValue {
            try accept(inlineValue, at: index, as: name)
        } else {
            let valueName = arguments[index].declaration.valueName
            guard let value = words.first, value != "--" else { throw failure("\(name): \(valueName) is missing") }
            let nameInValue = String(value.prefix { $0 != "=" })
            if indexOfName[nameInValue] != nil || (value.hasPrefix("--") && value.count > 2) {
                throw failure(
                    "\(name): \(valueName) is missing (\(value.quoted) follows; write \(name)=… for a value with dashes)"
                )
            }
            words.removeFirst()
            try accept(value, at: index, as: name)
        }
    }

    private mutating func readPositional(_ word: String) throws {
        guard let index = positionals.first else {
            let expected = arguments.map(\.declaration).filter { $0.kind == .positional }.map(\.valueName)
            throw failure(
                "unexpected argument \(word.quoted)"
                    + (expected.isEmpty ? "" : " after \(expected.joined(separator: " "))"))
        }
        if !arguments[index].declaration.isRepeated { positionals.removeFirst() }
        try accept(word, at: index)
    }

    private mutating func accept(_ text: String, at index: Int, as typedName: String? = nil) throws {
        let name = typedName ?? arguments[index].declaration.displayName
        do {
            try arguments[index].accept(text)
        } catch {
            throw failure("\(name): \(Self.describe(error, in: text))")
        }
        given.insert(index)
    }

    private static func describe(_ error: any Error, in text: String) -> String {
        switch error {
        case ArgumentProblem.notThis(let expectation, let suggestion):
            "\(text.quoted) is not \(expectation)\(question(suggestion))"
        case ArgumentProblem.because(let reason): "\(text.quoted): \(reason)"
        case ArgumentProblem.inPart(let part, let error): describe(error, in: part)
        default: "\(text.quoted): \(error)"
        }
    }

    private func checkThatNothingIsMissing() throws {
        let missing = arguments.indices.filter { arguments[$0].declaration.isRequired && !given.contains($0) }
        guard !missing.isEmpty else { return }
        let names = missing.map { index in
            let declaration = arguments[index].declaration
            return switch declaration.kind {
            case .option: "\(declaration.displayName) \(declaration.valueName)"
            case .afterTerminator: "-- \(declaration.valueName)"
            case .positional, .flag: declaration.displayName
            }
        }
        throw failure("missing: \(names.joined(separator: ", "))")
    }

    private func unknownOption(_ name: String) -> UsageError {
        let candidates = arguments.map(\.declaration).filter { !$0.help.isHidden }.flatMap(\.names).map(\.text)
        return failure("unknown option \(name.quoted)\(Self.question(Self.nearestOption(name, among: candidates)))")
    }

    /// The nearest option by its letters alone: whoever types `-rounds` means `--rounds`.
    static func nearestOption(_ name: String, among candidates: [String]) -> String? {
        let letters = { (name: String) in String(name.drop { $0 == "-" }) }
        if let same = candidates.first(where: { letters($0) == letters(name) }) { return same }
        let nearest = NearestName.of(letters(name), among: candidates.map(letters))
        return candidates.first { letters($0) == nearest }
    }

    static func question(_ suggestion: String?) -> String { suggestion.map { "; did you mean '\($0)'?" } ?? "" }

    private func failure(_ message: String) -> UsageError { UsageError(message: message, path: path) }

    /// Whether a word with a dash is a negative number, as in `--offset -5`.
    private func isNumber(_ word: String) -> Bool {
        guard let second = word.dropFirst().first, second.isASCII, second.isNumber || second == "." else {
            return false
        }
        return indexOfName[word] == nil && Double(word) != nil
    }
}
