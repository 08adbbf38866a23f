import Profilers

/// What the rows of a table are called on a screen: functions by their short forms, lines of source by their file's name.
struct TopNames {
    /// Of every row, told apart where two would read the same.
    let short: [String]
    /// Without modules and namespaces, for where the short form does not fit.
    private let unqualified: [String]
    /// Without what the compiler made of the functions, for where that does not fit either.
    private let plain: [String]

    /// - Parameters:
    ///   - rows: each row's name in full, and the place in the source that it ends in; empty where it does in none.
    ///   - grouping: what the rows are.
    init(_ rows: [(name: String, place: String)], grouping: ProfileTable.Grouping) {
        let names = rows.map(\.name)
        guard grouping == .function || grouping == .line else {
            (short, unqualified, plain) = (names, names, names)
            return
        }
        let functions = rows.map { DemangledName(Self.function($0.name, at: $0.place)) }
        func forms(_ form: KeyPath<DemangledName, String>) -> [String] {
            let forms = zip(functions, rows).map { $0[keyPath: form] + Self.suffix($1.place) }
            return DistinctNames.distinct(forms, of: names)
        }
        short = forms(\.short)
        unqualified = forms(\.unqualified)
        plain = forms(\.plain)
    }

    /// The short form of one row's name, whatever the other rows are.
    static func short(_ name: String, place: String, grouping: ProfileTable.Grouping) -> String {
        guard grouping == .function || grouping == .line else { return name }
        return DemangledName(function(name, at: place)).short + suffix(place)
    }

    /// The longest names that fit into so many characters.
    func fitted(to room: Int?) -> [String] {
        guard let room else { return short }
        return short.indices.map { row in
            let forms = [short[row], unqualified[row], plain[row]]
            return forms.first { $0.count <= room } ?? Self.cut(plain[row], to: room)
        }
    }

    /// How many characters the longest name has.
    var width: Int { short.map(\.count).max() ?? 0 }

    private static func function(_ name: String, at place: String) -> String {
        place.isEmpty ? name : String(name.dropLast(place.count + 1))
    }

    private static func suffix(_ place: String) -> String {
        place.isEmpty ? "" : " " + (place.split(separator: "/").last.map(String.init) ?? place)
    }

    /// A name that is too long loses its middle: its start says where it is from, its end how it differs.
    private static func cut(_ name: String, to room: Int) -> String {
        guard name.count > room else { return name }
        let tail = (room - 1) / 2
        return "\(name.prefix(room - 1 - tail))…\(name.suffix(tail))"
    }
}
