/// The texts in the frames: as much of each name as there is room for, so that neighbours can be told apart.
enum FrameLabels {
    /// The longest form for reading that fits; the shortest is cut. Nothing where there is no room for three characters.
    static func label(_ name: FrameName, room: Int) -> String {
        guard room >= 3 else { return "" }
        for form in name.labels where form.unicodeScalars.count <= room { return form }
        return cut(name.labels.last ?? name.full, to: room)
    }

    /// The labels of frames that stand side by side on the same frame.
    ///
    /// Those that would read the same are cut to where their full names differ, and are numbered if that is not enough.
    static func labels(_ siblings: [(name: FrameName, room: Int)]) -> [String] {
        var labels = siblings.map { label($0.name, room: $0.room) }
        resolve(&labels) { same in
            let prefix = commonPrefix(same.map { siblings[$0].name.full })
            return same.map { difference(siblings[$0].name.full, from: prefix, room: siblings[$0].room) }
        }
        resolve(&labels) { same in
            same.enumerated().map { number, sibling in
                let (name, room) = siblings[sibling]
                let mark = "·\(number + 1)"
                return label(name, room: room - mark.count) + mark
            }
        }
        return labels
    }

    /// Replaces labels that come more than once, where there is any text at all.
    private static func resolve(_ labels: inout [String], _ replace: ([Int]) -> [String]) {
        var groups: [String: [Int]] = [:]
        for (sibling, label) in labels.enumerated() where !label.isEmpty { groups[label, default: []].append(sibling) }
        for same in groups.values where same.count > 1 {
            for (sibling, label) in zip(same, replace(same)) { labels[sibling] = label }
        }
    }

    /// A little of the name before the place where it becomes another, and what follows.
    private static func difference(_ name: String, from prefix: Int, room: Int) -> String {
        let scalars = Array(name.unicodeScalars)
        let lead = 4
        guard prefix > lead, scalars.count > room else { return cutEnd(name, to: room) }
        let start = min(prefix - lead, scalars.count - room + 1)
        var text = String.UnicodeScalarView("…".unicodeScalars)
        text.append(contentsOf: scalars[start...])
        return cutEnd(String(text), to: room)
    }

    private static func commonPrefix(_ names: [String]) -> Int {
        guard var prefix = names.first.map({ Array($0.unicodeScalars) }) else { return 0 }
        for name in names.dropFirst() {
            prefix = zip(prefix, name.unicodeScalars).prefix { $0 == $1 }.map(\.0)
        }
        return prefix.count
    }

    private static func cutEnd(_ text: String, to room: Int) -> String {
        let scalars = text.unicodeScalars
        return scalars.count <= room ? text : String(String.UnicodeScalarView(scalars.prefix(room - 1))) + "…"
    }

    /// The text without its middle, since names that begin alike often end differently; where there is room for one piece
    /// only, without its end.
    private static func cut(_ text: String, to room: Int) -> String {
        let scalars = text.unicodeScalars
        guard scalars.count > room, room >= leastForTwo else { return cutEnd(text, to: room) }
        let tail = (room - 1) / 3
        return String(String.UnicodeScalarView(scalars.prefix(room - 1 - tail))) + "…"
            + String(String.UnicodeScalarView(scalars.suffix(tail)))
    }

    private static let leastForTwo = 12
}
