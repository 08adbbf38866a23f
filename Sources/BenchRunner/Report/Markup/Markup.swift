import Profilers

/// A piece of an HTML page, as a value.
///
/// Whatever text goes into one is escaped on its way in, and names of elements and attributes come from closed lists.
/// The name or the output of a benchmark can therefore never become markup; to forget about it is not possible, since
/// nothing makes a piece from source text but this file.
///
/// ```swift
/// Markup(.p, [.class: "note"]) {
///     "Measured "
///     Markup(.strong) { name }
/// }
/// ```
struct Markup: Sendable {
    /// As it stands in the page, escaped already.
    private(set) var source: String

    /// Nothing.
    static let empty = Markup(source: "")

    private init(source: String) { self.source = source }

    /// Plain text.
    init(text: String) { source = text.escapedForMarkup }

    /// An element with its content.
    ///
    /// - Parameter attributes: Those whose value is nil or false are left out.
    init(
        _ tag: Tag, _ attributes: KeyValuePairs<AttributeName, any AttributeValue> = [:],
        @MarkupBuilder content: () -> Markup = { .empty }
    ) {
        var source = "<\(tag.rawValue)"
        for (name, value) in attributes {
            guard let text = value.attributeText else { continue }
            source += " \(name.rawValue)=\"\(text.escapedForMarkup)\""
        }
        let content = content().source
        switch tag.closing {
        case .never: source += ">"
        case .itselfIfEmpty where content.isEmpty: source += "/>"
        case .always, .itselfIfEmpty: source += ">\(content)</\(tag.rawValue)>"
        }
        if tag.endsLine { source += "\n" }
        self.source = source
    }

    /// A link to a place on this page. There is no other kind: the page needs nothing but itself.
    static func link(
        to anchor: Anchor, class name: String? = nil, @MarkupBuilder content: () -> Markup
    ) -> Markup {
        let style = name.map { " class=\"\($0.escapedForMarkup)\"" } ?? ""
        return Markup(source: "<a href=\"#\(anchor.name.escapedForMarkup)\"\(style)>\(content().source)</a>")
    }

    /// A style sheet of this program's own.
    static func style(_ sheet: StaticString) -> Markup { Markup(source: "<style>\n\(sheet)\n</style>\n") }

    /// A script of this program's own.
    static func script(_ script: StaticString) -> Markup { Markup(source: "<script>\n\(script)\n</script>\n") }

    static func += (left: inout Markup, right: Markup) { left.source += right.source }

    var isEmpty: Bool { source.isEmpty }

    /// The page of which this is the root element.
    var document: String { "<!DOCTYPE html>\n" + source }
}
