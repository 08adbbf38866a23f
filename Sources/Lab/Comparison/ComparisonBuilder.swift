/// Collects results from any number of sources and groups them into samples, to be compared.
///
///     var builder = ComparisonBuilder()
///     for input in ResultInput.parse(["old.txt", "new.txt"]) {
///         try builder.add(contentsOf: GoBenchmarkReader(input))
///     }
///     print(builder.tables().text())
///
/// The results of a file are mostly repetitions: the same name under the same configuration with the same units. What
/// becomes of them, the filter's answer included, is worked out once for each such series; after that a result only
/// adds its values to its samples.
public struct ComparisonBuilder {
    private let grouping: Grouping
    private let filter: Filter?
    private var tableKeys: KeyTable
    private var rowKeys: KeyTable
    private var columnKeys: KeyTable
    private var residueKeys: KeyTable

    private var configurations: [ResultConfiguration: Int] = [:]
    private var lastConfiguration: (value: ResultConfiguration, id: Int)?
    private var series: [SeriesKey: Int] = [:]
    private var lastSeries: (key: SeriesKey, index: Int)?
    private var targets: [[Target]] = []
    private var cellIndices: [CellKey: Int] = [:]
    private var cells: [Cell] = []

    /// What the sources said about units.
    public private(set) var units = UnitMetadata()
    /// What was left out of the sources, up to `warningLimit`.
    public private(set) var warnings: [ResultInputWarning] = []
    /// How many more warnings there were.
    public private(set) var omittedWarnings = 0
    /// How many results were read, whether or not the filter kept them.
    public private(set) var resultCount = 0

    /// A file of garbage gives a warning a line; only so many are kept.
    public static let warningLimit = 100

    private struct SeriesKey: Hashable {
        var name: BenchmarkName
        var configuration: Int
        var file: String
    }

    /// Where the values of one unit of a series go.
    private struct Target {
        var unit: BenchmarkUnit
        var originalUnit: BenchmarkUnit?
        /// nil if they are filtered out.
        var cell: Int?
    }

    private struct CellKey: Hashable {
        var table: Int
        var row: Int
        var column: Int
    }

    private struct Cell {
        var values: [Double] = []
        var residue: Int
        var otherResidues: Set<Int> = []
    }

    /// - Parameter filter: Selects the measurements that are compared; nil for all.
    public init(grouping: Grouping, filter: Filter? = nil) {
        self.grouping = grouping
        self.filter = filter
        tableKeys = KeyTable(grouping.table, in: grouping, hasUnit: true)
        rowKeys = KeyTable(grouping.row, in: grouping)
        columnKeys = KeyTable(grouping.column, in: grouping)
        residueKeys = KeyTable(grouping.residue, in: grouping)
    }

    /// Adds all records of a source.
    ///
    /// - Throws: `ResultInputError` if the source cannot be used.
    public mutating func add(contentsOf source: some ResultSource) throws {
        try source.forEachRecord { add($0) }
    }

    /// Adds one record.
    public mutating func add(_ record: ResultRecord) {
        switch record {
        case .result(let result): add(result)
        case .warning(let warning): add(warning)
        case .unit(let entry, let position):
            if !units.insert(entry), let position {
                let known = units.metric(of: entry.unit)
                let message =
                    switch entry.property {
                    case .better:
                        "unit \(entry.unit): \(known.direction.rawValue) was declared better before; that stands"
                    case .kind: "unit \(entry.unit): declared \(known.kind.rawValue) before; that stands"
                    }
                add(ResultInputWarning(message, at: position))
            }
        }
    }

    private mutating func add(_ warning: ResultInputWarning) {
        if warnings.count < Self.warningLimit {
            warnings.append(warning)
        } else {
            omittedWarnings += 1
        }
    }

    private mutating func add(_ result: borrowing BenchmarkResult) {
        resultCount += 1
        let index = seriesIndex(of: result)
        for position in result.measurements.indices {
            let measurement = result.measurements[position]
            let target = target(of: measurement, at: position, series: index, result)
            if let target { cells[target].values.append(measurement.value) }
        }
    }

    // MARK: Series

    private mutating func seriesIndex(of result: borrowing BenchmarkResult) -> Int {
        let configuration = configurationID(result.configuration)
        if let last = lastSeries, last.key.configuration == configuration, last.key.name == result.name,
            last.key.file == result.file
        {
            return last.index
        }
        let key = SeriesKey(name: result.name, configuration: configuration, file: result.file)
        let index: Int
        if let known = series[key] {
            index = known
        } else {
            index = targets.count
            series[key] = index
            targets.append([])
        }
        lastSeries = (key, index)
        return index
    }

    private mutating func configurationID(_ configuration: ResultConfiguration) -> Int {
        if let last = lastConfiguration, last.value == configuration { return last.id }
        let id = configurations[configuration] ?? configurations.count
        configurations[configuration] = id
        lastConfiguration = (configuration, id)
        return id
    }

    /// The cell that a measurement belongs to, or nil if it is filtered out.
    ///
    /// - Parameter position: The measurement's place in its line, which it mostly has in every line of the series.
    private mutating func target(
        of measurement: BenchmarkResult.Measurement, at position: Int, series: Int,
        _ result: borrowing BenchmarkResult
    ) -> Int? {
        func fits(_ target: Target) -> Bool {
            target.unit == measurement.unit && target.originalUnit == measurement.originalUnit
        }
        if position < targets[series].count, fits(targets[series][position]) {
            return targets[series][position].cell
        }
        if let known = targets[series].first(where: fits) { return known.cell }
        let isSelected = filter?.accepts(measurement, of: result) ?? true
        let cell = isSelected && grouping.admits(result) ? cellIndex(for: result, measurement.unit) : nil
        targets[series].append(
            Target(unit: measurement.unit, originalUnit: measurement.originalUnit, cell: cell))
        return cell
    }

    private mutating func cellIndex(for result: borrowing BenchmarkResult, _ unit: BenchmarkUnit) -> Int {
        let key = CellKey(
            table: tableKeys.id(for: result, unit: unit),
            row: rowKeys.id(for: result),
            column: columnKeys.id(for: result))
        let residue = residueKeys.id(for: result)
        if let index = cellIndices[key] {
            if cells[index].residue != residue { cells[index].otherResidues.insert(residue) }
            return index
        }
        cellIndices[key] = cells.count
        cells.append(Cell(residue: residue))
        return cells.count - 1
    }

    // MARK: Tables

    /// Summarizes and compares what was added.
    ///
    /// Summaries of statistical metrics are medians with an interval by order statistics, and comparisons are exact
    /// Mann–Whitney tests against the first column of the table. Exact metrics are compared as they are.
    public func tables(_ options: ComparisonOptions = ComparisonOptions()) -> ComparisonTables {
        // One pass over the cells, for there may be many tables.
        var members: [Int: (rows: Set<Int>, columns: Set<Int>)] = [:]
        for key in cellIndices.keys {
            members[key.table, default: ([], [])].rows.insert(key.row)
            members[key.table, default: ([], [])].columns.insert(key.column)
        }
        let (tableRanks, rowRanks, columnRanks) = (tableKeys.ranks(), rowKeys.ranks(), columnKeys.ranks())
        let tables = members.sorted { tableRanks[$0.key] < tableRanks[$1.key] }.map { id, members in
            table(
                id,
                rows: members.rows.sorted { rowRanks[$0] < rowRanks[$1] },
                columns: members.columns.sorted { columnRanks[$0] < columnRanks[$1] },
                options)
        }
        return ComparisonTables(tables: tables, options: options)
    }

    private func table(_ id: Int, rows: [Int], columns: [Int], _ options: ComparisonOptions) -> ComparisonTable {
        let metric = units.metric(of: tableKeys.unit(id))
        let analysis = CellAnalysis(metric: metric, options: options)
        let tableRows = rows.map { row in
            var base: ComparisonTable.Cell?
            let cells = columns.enumerated().map { index, column -> ComparisonTable.Cell? in
                guard let position = cellIndices[CellKey(table: id, row: row, column: column)] else { return nil }
                let result = analysis.cell(
                    self.cells[position].values, mixing: mixedKeys(self.cells[position]), base: base)
                if index == 0 { base = result }
                return result
            }
            return ComparisonTable.Row(key: rowKeys.entries(row), cells: cells)
        }
        return ComparisonTable(
            metric: metric,
            key: tableKeys.entries(id),
            columns: columns.map { ComparisonTable.Column(key: columnKeys.entries($0)) },
            rows: tableRows)
    }

    /// The keys in which the results of a cell differ although nothing separates them.
    private func mixedKeys(_ cell: Cell) -> [String] {
        guard !cell.otherResidues.isEmpty else { return [] }
        let differences = cell.otherResidues.map { residueKeys.differences(cell.residue, $0) }
        let names = Set(differences.joined())
        return residueKeys.columnNames.filter { names.contains($0) }
    }
}
