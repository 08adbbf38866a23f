import Lab

/// The attributes that pages use. None of them runs a script or names an address; for links see ``Markup/link(to:class:content:)``.
enum AttributeName: String, Sendable {
    case id, `class`, title, lang, dir, charset, name, content
    case httpEquiv = "http-equiv"
    case open, hidden, type, placeholder, autocomplete, spellcheck, colspan, scope, tabindex
    case role
    case ariaLabel = "aria-label"
    case ariaLabelledBy = "aria-labelledby"
    case ariaHidden = "aria-hidden"
    case ariaSort = "aria-sort"
    case ariaLive = "aria-live"
    /// What a cell is sorted by, where that is not its text.
    case sortValue = "data-value"
    /// How a column is sorted: `text`, `number` or `rank`.
    case sortKind = "data-sort"
    /// What a cell is called where the table's head is not shown, on narrow screens.
    case cellLabel = "data-label"
    case viewBox, preserveAspectRatio, width, height, x, y, x1, y1, x2, y2, cx, cy, r, rx, d
}

/// What an attribute can be set to.
protocol AttributeValue {
    /// The value as text, not escaped; nil leaves the attribute out.
    var attributeText: String? { get }
}

extension String: AttributeValue {
    var attributeText: String? { self }
}

extension Int: AttributeValue {
    var attributeText: String? { String(self) }
}

/// Coordinates: a tenth of a pixel is as fine as anybody sees.
extension Double: AttributeValue {
    var attributeText: String? { Self.coordinate(self) }

    /// The number with at most `digits` digits after the point, and no zeros behind the last that counts.
    static func coordinate(_ value: Double, digits: Int = 1) -> String {
        var text = fixedPoint(value, digits: digits)
        guard text.contains(".") else { return text }
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return text == "-0" ? "0" : text
    }
}

/// A true one stands with an empty value, as HTML wants it.
extension Bool: AttributeValue {
    var attributeText: String? { self ? "" : nil }
}

extension Optional: AttributeValue where Wrapped: AttributeValue {
    var attributeText: String? { flatMap(\.attributeText) }
}

/// A length as a share of the plot that it is in, 0 to 1; so plots fit any width while their text keeps its size.
struct Share: AttributeValue {
    let value: Double

    init(_ value: Double) { self.value = value }

    var attributeText: String? { Double.coordinate(value * 100, digits: 2) + "%" }
}
