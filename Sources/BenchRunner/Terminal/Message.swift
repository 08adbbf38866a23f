/// What is said on standard error beside results.
struct Message: Sendable, Equatable {
    enum Kind: String, Sendable { case note, warning, error }

    let kind: Kind
    let text: String

    static func note(_ text: String) -> Message { Message(kind: .note, text: text) }
    static func warning(_ text: String) -> Message { Message(kind: .warning, text: text) }
    static func error(_ text: String) -> Message { Message(kind: .error, text: text) }

    /// As `warning: what is wrong`; further lines of the text stand below its first.
    func rendered(_ style: Style = .plain) -> String {
        let role: Style.Role =
            switch kind {
            case .note: .aside
            case .warning: .caution
            case .error: .bad
            }
        let label = "\(kind.rawValue): "
        let blanks = String(repeating: " ", count: label.count)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return style(role, label) + lines.joined(separator: "\n" + blanks)
    }

    /// A text of outside origin as one line without control characters, which a terminal might obey.
    static func printable(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(200).map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }

    /// Writes the message to standard error. While a progress bar is shown, give it to the bar instead.
    func print() { StandardError.print(rendered(Style(.standardError))) }
}
