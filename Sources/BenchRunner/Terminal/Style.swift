import Lab

/// Colours for people, none for files.
struct Style: Sendable, Equatable {
    /// What a piece of text is, from which follows how it looks.
    enum Role: Sendable {
        case heading, emphasis, aside
        case good, caution, bad

        /// The parameter of ANSI's Select Graphic Rendition; of the basic colours, which every theme makes legible.
        fileprivate var code: String {
            switch self {
            case .heading, .emphasis: "1"
            case .aside: "2"
            case .good: "32"
            case .caution: "33"
            case .bad: "31"
            }
        }
    }

    let isColoured: Bool

    init(isColoured: Bool) { self.isColoured = isColoured }
    init(_ terminal: Terminal) { isColoured = terminal.allowsColour }

    static let plain = Style(isColoured: false)

    /// The text, marked up if colours are allowed.
    func callAsFunction(_ role: Role, _ text: String) -> String {
        isColoured && !text.isEmpty ? "\u{1B}[\(role.code)m\(text)\u{1B}[0m" : text
    }
}

extension Style {
    /// The style for the gate's text, which Lab lays out without knowing of terminals.
    var gateStyle: (GateText.Role, String) -> String {
        { role, text in
            switch role {
            case .good: self(.good, text)
            case .caution: self(.caution, text)
            case .bad: self(.bad, text)
            }
        }
    }
}
