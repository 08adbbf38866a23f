/// What changed between two profiles, row by row of their tables.
public struct ProfileChanges: Sendable {
    /// One function, file, line or module in both.
    public struct Row: Hashable, Sendable {
        public var name: String
        public var base: ProfileTable.Row
        public var head: ProfileTable.Row

        /// As `ProfileTable.Row.place`.
        public var place: String { head.place }
        public var ownChange: Int64 { head.own.subtractingSaturated(base.own) }
        public var totalChange: Int64 { head.total.subtractingSaturated(base.total) }
    }

    /// Sorted by the size of the change; rows that did not change are left out.
    public let rows: [Row]
    public let base: ProfileTable
    public let head: ProfileTable

    /// Compares two tables of the same grouping.
    public init(from base: ProfileTable, to head: ProfileTable, order: ProfileTable.Order = .own) {
        self.base = base
        self.head = head
        func nothing(like row: ProfileTable.Row) -> ProfileTable.Row {
            ProfileTable.Row(name: row.name, place: row.place, own: 0, total: 0)
        }
        var rows = Dictionary(
            base.rows.map { ($0.name, Row(name: $0.name, base: $0, head: nothing(like: $0))) }, uniquingKeysWith: { $1 }
        )
        for row in head.rows {
            rows[row.name, default: Row(name: row.name, base: nothing(like: row), head: row)].head = row
        }
        self.rows = rows.values.filter { $0.ownChange != 0 || $0.totalChange != 0 }.sorted { one, other in
            let first = [one.ownChange.magnitude, one.totalChange.magnitude]
            let second = [other.ownChange.magnitude, other.totalChange.magnitude]
            let keys = order == .own ? [0, 1] : [1, 0]
            for key in keys where first[key] != second[key] { return first[key] > second[key] }
            return one.name < other.name
        }
    }
}
