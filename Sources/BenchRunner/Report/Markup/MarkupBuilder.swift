/// Puts pieces of a page together as statements: texts, elements, conditions and loops.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ text: String) -> Markup { Markup(text: text) }
    static func buildExpression(_ markup: Markup) -> Markup { markup }
    static func buildExpression(_ markup: [Markup]) -> Markup { buildArray(markup) }

    static func buildBlock(_ parts: Markup...) -> Markup { buildArray(parts) }
    static func buildOptional(_ part: Markup?) -> Markup { part ?? .empty }
    static func buildEither(first part: Markup) -> Markup { part }
    static func buildEither(second part: Markup) -> Markup { part }
    static func buildArray(_ parts: [Markup]) -> Markup { parts.reduce(into: .empty, +=) }
}

extension Markup {
    /// Pieces one after the other.
    static func group(@MarkupBuilder _ content: () -> Markup) -> Markup { content() }
}
