/// A command line that cannot be obeyed.
struct UsageError: Error, Equatable, CustomStringConvertible {
    let message: String
    /// The verbs that had been read when it went wrong; what help to point at.
    let path: [String]

    var description: String { message }
}

/// What a command throws from `validate()` or `run()` to have a message shown as a usage error.
struct ValidationError: Error, Equatable, CustomStringConvertible {
    let message: String

    init(_ message: String) { self.message = message }
    var description: String { message }
}

extension String {
    /// The text in quotes for an error message: one line, at most 80 characters, no control characters.
    var quoted: String {
        var shown = ""
        for scalar in unicodeScalars.prefix(80) {
            shown += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return "'\(shown)\(unicodeScalars.count > 80 ? "…" : "")'"
    }
}
