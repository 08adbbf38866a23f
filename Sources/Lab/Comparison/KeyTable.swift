/// The labels that one projection has given to results, numbered, with what it takes to sort them.
///
/// A label is a tuple of strings, one a column. The columns of `.config` are found as configuration keys turn up, so
/// older labels can be shorter than newer ones; what a label does not have is empty.
struct KeyTable {
    private struct Column {
        var name: String
        var order: FieldOrder
        /// Values in the order of appearance.
        var ranks: [String: Int] = [:]
        /// `.config` is sorted by its values: that is what benchstat does, so tables come in the same order.
        var isRanked: Bool
    }

    private let fields: [Projection.Field]
    private let separateConfiguration: Set<String>
    private let separateNameKeys: [String]
    private var columns: [Column] = []
    /// The columns of each field: one, or for `.config` as many as there are keys.
    private var columnsOfField: [[Int]]
    /// For each `.config` field, the column of each key.
    private var configurationColumns: [[String: Int]]
    private let unitColumn: Int?
    private var ids: [[String]: Int] = [:]
    private var keys: [[String]] = []

    /// - Parameter hasUnit: Whether labels end with the unit.
    init(_ projection: Projection, in grouping: Grouping, hasUnit: Bool = false) {
        fields = projection.fields
        separateConfiguration = grouping.separateConfiguration
        separateNameKeys = grouping.separateNameKeys
        columnsOfField = Array(repeating: [], count: fields.count)
        configurationColumns = Array(repeating: [:], count: fields.count)
        for (index, field) in fields.enumerated() where field.key != .allConfiguration {
            columnsOfField[index] = [columns.count]
            columns.append(Column(name: field.name, order: field.order, isRanked: true))
        }
        if hasUnit {
            unitColumn = columns.count
            columns.append(Column(name: ".unit", order: .firstSeen, isRanked: true))
        } else {
            unitColumn = nil
        }
    }

    /// The number of the label that the projection gives to a result.
    mutating func id(for result: borrowing BenchmarkResult, unit: BenchmarkUnit? = nil) -> Int {
        var values = [String](repeating: "", count: columns.count)
        for index in fields.indices {
            switch fields[index].key {
            case .allConfiguration:
                for entry in result.configuration.entries where !separateConfiguration.contains(entry.key) {
                    let column = configurationColumn(entry.key, field: index)
                    if column == values.count { values.append("") }
                    values[column] = entry.value
                }
            case .fullName:
                values[columnsOfField[index][0]] = result.name.removing(separateNameKeys)
            case let key:
                values[columnsOfField[index][0]] = key.value(in: result)
            }
        }
        if let unitColumn, let unit { values[unitColumn] = unit.name }
        for index in columns.indices where columns[index].isRanked {
            let value = values[index]
            if columns[index].ranks[value] == nil { columns[index].ranks[value] = columns[index].ranks.count }
        }
        // A label is the same whether or not keys that it does not have were known when it was made.
        while values.last == "" { values.removeLast() }
        if let id = ids[values] { return id }
        ids[values] = keys.count
        keys.append(values)
        return keys.count - 1
    }

    private mutating func configurationColumn(_ key: String, field: Int) -> Int {
        if let column = configurationColumns[field][key] { return column }
        let column = columns.count
        configurationColumns[field][key] = column
        columnsOfField[field].append(column)
        columns.append(Column(name: key, order: fields[field].order, isRanked: false))
        return column
    }

    /// The columns in the order of the projection, the unit last.
    private var sortedColumns: [Int] { columnsOfField.flatMap { $0 } + (unitColumn.map { [$0] } ?? []) }

    /// A label as names with their values, without the unit.
    func entries(_ id: Int) -> [ResultConfiguration.Entry] {
        columnsOfField.flatMap { $0 }.map {
            ResultConfiguration.Entry(key: columns[$0].name, value: value(id, $0))
        }
    }

    /// The unit that a label ends with.
    func unit(_ id: Int) -> BenchmarkUnit { BenchmarkUnit(unitColumn.map { value(id, $0) } ?? "") }

    /// The names of all columns, in the order of the projection.
    var columnNames: [String] { sortedColumns.map { columns[$0].name } }

    /// The names of what two labels differ in.
    func differences(_ a: Int, _ b: Int) -> [String] {
        sortedColumns.filter { value(a, $0) != value(b, $0) }.map { columns[$0].name }
    }

    private func value(_ id: Int, _ column: Int) -> String {
        column < keys[id].count ? keys[id][column] : ""
    }

    /// The place of every label in the order of the projection: by its first field, where that is equal by the
    /// second, and so on.
    func ranks() -> [Int] {
        let columns = sortedColumns
        let order = keys.indices.sorted { a, b in
            for column in columns {
                let (valueA, valueB) = (value(a, column), value(b, column))
                if valueA == valueB { continue }
                let order = self.columns[column].order.compare(valueA, valueB, firstSeen: self.columns[column].ranks)
                // Equal in this order, but not the same: bytes decide, so that the result never depends on chance.
                return order != 0 ? order < 0 : valueA.utf8.lexicographicallyPrecedes(valueB.utf8)
            }
            return false
        }
        var ranks = [Int](repeating: 0, count: order.count)
        for (rank, id) in order.enumerated() { ranks[id] = rank }
        return ranks
    }
}
