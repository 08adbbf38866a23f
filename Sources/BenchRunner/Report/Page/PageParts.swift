import Lab

/// Small pieces that recur all over a page.
extension Markup {
    /// A benchmark's name. Its suite steps back, lines break behind slashes, and its direction of writing is its own.
    static func benchmark(_ name: String) -> Markup {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return Markup(.bdi, [.class: "name"]) {
            for (index, part) in parts.enumerated() {
                if index == 0, parts.count > 1 {
                    Markup(.span, [.class: "suite"]) { "\(part)/" }
                } else {
                    index < parts.count - 1 ? "\(part)/" : String(part)
                }
                if index < parts.count - 1 { Markup(.wbr) }
            }
        }
    }

    /// What a run is called, in the run's colour where several are told apart.
    static func run(_ label: String, place: Int? = nil) -> Markup {
        Markup(.bdi, [.class: place.map { "run run-\($0)" } ?? "run"]) { label }
    }

    /// A verdict as a word; its colour says nothing that the word does not.
    static func verdict(_ verdict: Verdict, title: String? = nil) -> Markup {
        Markup(.span, [.class: "verdict \(verdict.rawValue)", .title: title]) { verdict.rawValue }
    }

    /// A list of sentences; nothing without any.
    static func list(_ sentences: [String], class name: String) -> Markup {
        guard !sentences.isEmpty else { return .empty }
        return Markup(.ul, [.class: name]) {
            for sentence in sentences { Markup(.li) { sentence.replacing(" %", with: "\u{A0}%") } }
        }
    }
}

/// The head of a table's column.
struct ColumnHead {
    /// How a click on it sorts.
    enum Sorting: String {
        /// By text, A first.
        case text
        /// By number, the greatest first.
        case number
        /// By number, the least first.
        case rank
    }

    let title: String
    var sorting: Sorting?
    var isNumeric = false
    /// Whether it starts a group of columns.
    var isFirst = false

    var markup: Markup {
        Markup(
            .th,
            [
                .scope: "col", .class: isFirst ? "number first" : isNumeric ? "number" : nil,
                .sortKind: sorting?.rawValue,
            ]
        ) { title }
    }
}

extension Double {
    /// All digits as a script reads them, for sorting by; nil for what is no number, which is sorted behind.
    var sortValue: String? {
        if isNaN { return nil }
        return isFinite ? "\(self)" : self < 0 ? "-Infinity" : "Infinity"
    }
}
