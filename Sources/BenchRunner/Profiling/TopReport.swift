import Lab
import Profilers

/// The table of a profile's functions, or of what changed in them, as `bench top` prints it.
struct TopReport {
    let profile: Profile
    let table: ProfileTable
    /// How many rows are printed; 0 for all.
    let count: Int
    /// What changed from a base; nil where there is none.
    var changes: ProfileChanges?

    init(_ profile: Profile, _ table: ProfileTable, count: Int) {
        self.profile = profile
        self.table = table
        self.count = count
    }

    private var type: SampleType { table.sampleType }

    private func shown<Row>(_ rows: [Row]) -> ArraySlice<Row> { count == 0 ? rows[...] : rows.prefix(count) }

    /// Lines of text of at most `width` characters, where there is a width: names are cut to it, after the bars have
    /// been left out.
    func text(_ style: Style, width: Int?) -> String {
        var text = header(style, width: width)
        let rows = changes.map { shown($0.rows).map(cells) } ?? shown(table.rows).map(cells)
        let titles = changes == nil ? ["self", "self %", "total", "total %"] : ["self", "of base", "total", "of base"]
        let widths = titles.indices.map { column in
            ([titles] + rows.map(\.numbers)).map { $0[column].count }.max() ?? 0
        }
        func line(_ numbers: [String]) -> String {
            zip(numbers, widths).map { String(repeating: " ", count: $1 - $0.count) + $0 }.joined(separator: "  ")
        }
        let names = self.names
        let roomWithBar = (width ?? .max) - line(titles).count - Self.barWidth - 4
        let hasBar = width == nil || names.width <= roomWithBar || roomWithBar >= Self.leastRoom
        let room = width.map { _ in max(20, hasBar ? roomWithBar : roomWithBar + Self.barWidth + 2) }
        func bar(_ text: String, _ role: Style.Role) -> String { hasBar ? "  \(style(role, text))" : "" }
        let heading = line(titles) + (hasBar ? String(repeating: " ", count: Self.barWidth + 2) : "")
        text += style(.heading, "\(heading)  \(table.grouping.rawValue)") + "\n"
        for (row, name) in zip(rows, names.fitted(to: room)) {
            text += "\(line(row.numbers))\(bar(row.bar, row.role))  \(Message.printable(name))\n"
        }
        let left = (changes?.rows.count ?? table.rows.count) - rows.count
        if left > 0 { text += style(.aside, "… and \(left) more; --count 0 prints all\n") }
        return text
    }

    private func header(_ style: Style, width: Int?) -> String {
        var parts = ["\(type.name) \(type.notation(table.total))"]
        if let changes { parts[0] += ", base \(type.notation(changes.base.total))" }
        if let duration = profile.duration {
            parts.append("over \(SampleType("", unit: "nanoseconds").notation(duration))")
        }
        parts.append("\(profile.samples.count) distinct stacks")
        let counting = SampleType("samples", unit: "count")
        if type != counting, let samples = profile.sampleTypes.firstIndex(of: counting) {
            parts.append("\(profile.samples.total(ofType: samples)) samples")
        }
        var text = style(.emphasis, parts.joined(separator: ", ")) + "\n"
        for comment in profile.comments.prefix(Self.mostComments) {
            let line = Message.printable(comment)
            let shown = width.map { line.count > max(20, $0) ? line.prefix(max(20, $0) - 1) + "…" : line } ?? line
            text += style(.aside, shown) + "\n"
        }
        let left = profile.comments.count - Self.mostComments
        if left > 0 { text += style(.aside, "… and \(left) more comments; --json prints all") + "\n" }
        return text + "\n"
    }

    /// Merged profiles can bring one for each of thousands of files.
    private static let mostComments = 6

    // MARK: - Rows

    private struct Cells {
        var numbers: [String]
        var bar: String
        var role: Style.Role
    }

    /// What the rows that are printed are called.
    private var names: TopNames {
        let rows =
            changes.map { shown($0.rows).map { ($0.name, $0.place) } } ?? shown(table.rows).map { ($0.name, $0.place) }
        return TopNames(rows, grouping: table.grouping)
    }

    private func cells(_ row: ProfileTable.Row) -> Cells {
        let value = (table.order == .total) ? row.total : row.own
        return Cells(
            numbers: [
                type.notation(row.own), Self.share(row.own, of: table.total), type.notation(row.total),
                Self.share(row.total, of: table.total),
            ], bar: Self.bar(value, of: table.total), role: .aside)
    }

    private func cells(_ row: ProfileChanges.Row) -> Cells {
        let base = changes?.base.total ?? 0
        let value = (table.order == .total) ? row.totalChange : row.ownChange
        let largest =
            changes?.rows.map { (table.order == .total) ? $0.totalChange : $0.ownChange }
            .map { Double($0.magnitude) }.max() ?? 0
        return Cells(
            numbers: [
                Self.signed(row.ownChange, type), Self.signedShare(row.ownChange, of: base),
                Self.signed(row.totalChange, type), Self.signedShare(row.totalChange, of: base),
            ], bar: Self.bar(Double(value.magnitude), of: largest), role: value < 0 ? .good : .bad)
    }

    private static func share(_ value: Int64, of total: Int64) -> String {
        total == 0 ? "-" : String(tenths: Double(value) / Double(total) * 100) + "%"
    }

    private static func signed(_ value: Int64, _ type: SampleType) -> String {
        (value > 0 ? "+" : "") + type.notation(value)
    }

    private static func signedShare(_ value: Int64, of total: Int64) -> String {
        (value > 0 && total != 0 ? "+" : "") + share(value, of: total)
    }

    private static let barWidth = 10

    /// How many characters a name is worth more than a bar.
    private static let leastRoom = 48

    /// Blocks in eighths of a character.
    private static func bar(_ value: Double, of total: Double) -> String {
        let share = total > 0 ? min(max(value / total, 0), 1) : 0
        let eighths = Int((share * Double(barWidth) * 8).rounded())
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        let bar = String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
        return bar + String(repeating: " ", count: barWidth - bar.count)
    }

    private static func bar(_ value: Int64, of total: Int64) -> String {
        bar(abs(Double(value)), of: abs(Double(total)))
    }

    // MARK: - JSON

    /// The rows with their values, not rounded.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("schema", 1), .init("sampleType", .string(type.name)), .init("unit", .string(type.unit)),
            .init("by", .string(table.grouping.rawValue)), .init("total", Self.number(table.total)),
            .init("duration", profile.duration.map(Self.number) ?? .null),
            .init("stacks", .number(Double(profile.samples.count))),
            .init("comments", .array(profile.comments.map { .string($0) })),
        ]
        if let changes {
            members.append(.init("baseTotal", Self.number(changes.base.total)))
            members.append(.init("rows", .array(shown(changes.rows).map(json))))
        } else {
            members.append(.init("rows", .array(shown(table.rows).map(json))))
        }
        return .object(members)
    }

    private static func number(_ value: Int64) -> JSONValue { .number(Double(value)) }

    private func json(_ row: ProfileTable.Row) -> JSONValue {
        [
            "name": .string(row.name), "short": short(row.name, row.place), "self": Self.number(row.own),
            "total": Self.number(row.total),
        ]
    }

    private func json(_ row: ProfileChanges.Row) -> JSONValue {
        [
            "name": .string(row.name), "short": short(row.name, row.place), "self": Self.number(row.head.own),
            "total": Self.number(row.head.total), "baseSelf": Self.number(row.base.own),
            "baseTotal": Self.number(row.base.total),
        ]
    }

    private func short(_ name: String, _ place: String) -> JSONValue {
        .string(TopNames.short(name, place: place, grouping: table.grouping))
    }
}

extension String {
    /// A number with one decimal place.
    fileprivate init(tenths value: Double) {
        let tenths = Int64(exactly: (abs(value) * 10).rounded()) ?? .max
        self = "\(value < 0 && tenths != 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
    }
}
