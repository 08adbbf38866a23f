/// Comparisons of one metric: a row a benchmark, a column a side, each column compared with the first.
///
/// All renderers work from this: text, comma-separated values, Markdown, and those of machine formats.
public struct ComparisonTable: Sendable {
    /// What all values of the table are of.
    public let metric: Metric
    /// What all results of the table have in common, such as `goos: linux`, with empty values for keys that they lack.
    public let key: [ResultConfiguration.Entry]
    /// One at least; the first is the base.
    public let columns: [Column]
    /// In the order of the projection of rows.
    public let rows: [Row]
    /// The geometric means, one a column.
    public let geomeans: [Geomean]

    /// What the results of a column have in common, as by default the name of their file.
    public struct Column: Sendable {
        /// One entry a level of the header.
        public let key: [ResultConfiguration.Entry]
        /// The values of the key on one line.
        public var label: String { key.label }
    }

    /// The results of one benchmark, side by side.
    public struct Row: Sendable {
        /// What the results of the row have in common: by default the benchmark's full name.
        public let key: [ResultConfiguration.Entry]
        /// One a column; nil where there are no results.
        public let cells: [Cell?]
        /// The values of the key on one line: by default the benchmark's name.
        public var label: String { key.label }
    }

    /// The results of one benchmark on one side.
    public struct Cell: Sendable {
        /// The values, in ascending order.
        public let sample: [Double]
        /// The centre of the sample and its interval.
        public let summary: Summary
        /// What to know about the sample and its summary.
        public let warnings: [TableWarning]
        /// How the cell differs from the first of its row; nil in the first column, and where the first is missing.
        public let change: Change?
    }

    /// A head compared with its base.
    public struct Change: Sendable {
        /// The first column's summary.
        public let base: Summary
        /// The summary of the cell's own column.
        public let head: Summary
        /// nil for exact metrics, and where all values are equal: then no test applies.
        public let p: Double?
        /// Whether a difference is shown: p is at most alpha, or the metric is exact.
        public let isSignificant: Bool
        /// What to know about the test: that there was none, that it is approximate, or that it could not show a change.
        public let warnings: [TableWarning]

        /// Head over base, less one; 0 if both are equal, nil if the base alone is 0.
        public var relative: Double? { ratio.map { $0 - 1 } }

        /// Head over base; 1 if both are equal, nil if the base alone is 0.
        public var ratio: Double? {
            if head.centre == base.centre { return 1 }
            return base.centre == 0 ? nil : head.centre / base.centre
        }
    }

    /// A column in short.
    public struct Geomean: Sendable {
        /// The geometric mean of the column's centres; nil where one is not above zero.
        public let value: Double?
        /// The geometric mean of the ratios to the base, which compares like with like even where columns have
        /// different benchmarks. nil in the first column, and where a ratio is undefined or not above zero.
        public let ratio: Double?
        /// Why a mean or a ratio is missing, or is of other benchmarks than the first column's.
        public let warnings: [TableWarning]
    }

    init(metric: Metric, key: [ResultConfiguration.Entry], columns: [Column], rows: [Row]) {
        self.metric = metric
        self.key = key
        self.columns = columns
        self.rows = rows
        let baseCount = rows.count { $0.cells.first.map { $0 != nil } ?? false }
        geomeans = columns.indices.map { column in
            Geomean(cells: rows.compactMap { $0.cells[column] }, isBase: column == 0, baseCount: baseCount)
        }
    }
}

extension ComparisonTable.Geomean {
    fileprivate init(cells: [ComparisonTable.Cell], isBase: Bool, baseCount: Int) {
        var warnings: [TableWarning] = []
        let changes = cells.compactMap(\.change)
        if !isBase, changes.count != baseCount { warnings.append(.differentBenchmarks) }
        value = geometricMean(cells.lazy.map(\.summary.centre))
        if value == nil { warnings.append(.noGeometricMean) }
        let ratios = changes.compactMap(\.ratio)
        if isBase || ratios.count < changes.count {
            ratio = nil
        } else {
            ratio = geometricMean(ratios)
            if ratio == nil { warnings.append(.noRatioMean) }
        }
        self.warnings = warnings
    }
}

extension [ResultConfiguration.Entry] {
    fileprivate var label: String { map(\.value).filter { !$0.isEmpty }.joined(separator: " ") }
}

/// All tables of a comparison: one for each configuration and unit.
public struct ComparisonTables: Sendable {
    /// In the order of the projection of tables; empty where nothing was selected.
    public let tables: [ComparisonTable]
    /// What the intervals and tests of all tables were made with.
    public let options: ComparisonOptions

    /// Tables that were made with these options.
    public init(tables: [ComparisonTable], options: ComparisonOptions) {
        self.tables = tables
        self.options = options
    }

    /// What changes in the configuration from one table to the next, for headings: all of it for the first.
    func headings() -> [[ResultConfiguration.Entry]] {
        var previous: [ResultConfiguration.Entry]?
        return tables.map { table in
            defer { previous = table.key }
            guard let previous else { return table.key }
            return zip(table.key, previous).filter { $0 != $1 }.map { $0.0 }
        }
    }
}
