/// Reading names that nest: nothing here calls itself, and every function takes time in proportion to the name.
extension Substring {
    /// The bracket that closes the one at `open`; an arrow's `>` closes none.
    func closing(_ open: Index) -> Index? {
        var depth = 0
        var place = open
        var before: Character = " "
        while place < endIndex {
            let character = self[place]
            if "(<[{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) || (character == ">" && before != "-") {
                depth -= 1
                if depth == 0 { return place }
            }
            before = character
            place = index(after: place)
        }
        return nil
    }

    /// The first place of a text that stands in no brackets.
    func firstRange(ofTopLevel text: String) -> Range<Index>? {
        guard let first = text.first else { return nil }
        var depth = 0
        var place = startIndex
        var before: Character = " "
        while place < endIndex {
            let character = self[place]
            if depth == 0, character == first, self[place...].hasPrefix(text) {
                return place..<index(place, offsetBy: text.count)
            }
            if "(<[{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) || (character == ">" && before != "-") {
                depth = Swift.max(0, depth - 1)
            }
            before = character
            place = index(after: place)
        }
        return nil
    }

    /// The parts between separators that stand in no brackets.
    func splitTopLevel(_ separator: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self
        while let range = rest.firstRange(ofTopLevel: separator) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts + [rest]
    }

    /// The first place of a text.
    func firstRange(of text: String) -> Range<Index>? {
        guard let first = text.first else { return nil }
        var place = startIndex
        while let found = self[place...].firstIndex(of: first) {
            if self[found...].hasPrefix(text) { return found..<index(found, offsetBy: text.count) }
            place = index(after: found)
        }
        return nil
    }
}

extension String {
    /// The last place of a text.
    func range(of text: String, backwards: Bool) -> Range<Index>? {
        var last: Range<Index>?
        var rest = self[...]
        while let range = rest.firstRange(of: text) {
            last = range
            rest = rest[range.upperBound...]
            if !backwards { break }
        }
        return last
    }
}
