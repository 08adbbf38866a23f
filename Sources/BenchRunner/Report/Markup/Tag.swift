/// The elements that pages are made of. None of them loads anything.
enum Tag: String, Sendable {
    case html, head, meta, title, body
    case header, main, footer, section, div, p, span, pre, code, strong, small, bdi, wbr
    case h1, h2, h3
    case ul, li, dl, dt, dd
    case table, caption, thead, tbody, tr, th, td
    case details, summary, input, label, output
    case svg, g, desc, text, line, rect, circle, path

    enum Closing { case always, never, itselfIfEmpty }

    var closing: Closing {
        switch self {
        case .meta, .input, .wbr: .never
        case .svg, .g, .line, .rect, .circle, .path: .itselfIfEmpty
        default: .always
        }
    }

    /// Whether the source goes on in a new line behind the element, so that two pages can be compared by their lines.
    var endsLine: Bool {
        switch self {
        case .head, .meta, .title, .body, .header, .main, .footer, .section, .div, .p, .h1, .h2, .h3, .ul, .li, .dl,
            .dd, .table, .caption, .thead, .tbody, .tr, .details, .summary, .svg, .pre, .html:
            true
        default: false
        }
    }
}
