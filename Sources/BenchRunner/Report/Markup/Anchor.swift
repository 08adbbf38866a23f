/// A place on a page that links lead to.
struct Anchor: Hashable, Sendable, AttributeValue {
    /// Letters, digits and hyphens of ASCII.
    let name: String

    private init(name: String) { self.name = name }

    var attributeText: String? { name }

    static let top = Anchor(name: "top")

    /// Anchors for benchmarks, each another, made from their names so that a link outlives the next report.
    static func anchors(for names: [String]) -> [String: Anchor] {
        var taken: Set<Anchor> = []
        var anchors: [String: Anchor] = [:]
        for name in names where anchors[name] == nil {
            let slug = "b-" + Self.slug(name)
            var anchor = Anchor(name: slug)
            var number = 2
            while !taken.insert(anchor).inserted {
                anchor = Anchor(name: "\(slug)-\(number)")
                number += 1
            }
            anchors[name] = anchor
        }
        return anchors
    }

    /// What is neither letter nor digit becomes one hyphen, however much of it there is.
    private static func slug(_ name: String) -> String {
        var slug = ""
        for character in name.prefix(80) {
            if character.isASCII, character.isLetter || character.isNumber {
                slug += character.lowercased()
            } else if !slug.hasSuffix("-"), !slug.isEmpty {
                slug += "-"
            }
        }
        while slug.hasSuffix("-") { slug.removeLast() }
        return slug.isEmpty ? "benchmark" : slug
    }
}
