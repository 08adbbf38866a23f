/// Two or more inputs, read and paired benchmark by benchmark with the first.
///
/// Both `compare` and `gate` go through here: inputs → tables → comparisons.
public struct ComparedInputs: Sendable {
    /// All results that the filter selects, grouped.
    public let tables: ComparisonTables
    /// The labels of the inputs, in their order.
    public let labels: [String]
    /// What was left out of the inputs, and why.
    public let warnings: [String]
    /// How many results the inputs have, before the filter.
    public let resultCount: Int
    /// By the label of the input.
    private let machines: [String: MachineRecord]
    /// By the label of the input; run files only.
    private let activities: [String: MachineActivity]
    /// The failed benchmarks of each input that the filter selects, by its label.
    private let failures: [String: [GateFailure]]

    /// Reads inputs and groups their results.
    ///
    /// - Throws: `ResultInputError` or `RunFileError` for an input that cannot be used.
    public init(
        _ files: [ResultFile], grouping: Grouping, filter: Filter? = nil,
        options: ComparisonOptions = ComparisonOptions()
    ) throws {
        var builder = ComparisonBuilder(grouping: grouping, filter: filter)
        var machines: [String: MachineRecord] = [:]
        var activities: [String: MachineActivity] = [:]
        var failures: [String: [GateFailure]] = [:]
        var warnings: [String] = []
        for file in files {
            let label = file.input.label
            var machine = machines[label] ?? MachineRecord()
            try file.forEachRecord { record in
                if case .result(let result) = record, !machine.knows(result.configuration),
                    filter?.mayAccept(result) ?? true
                {
                    machine.add(result.configuration)
                }
                builder.add(record)
            }
            machines[label] = machine
            activities[label] = file.run?.activity
            failures[label, default: []] += file.failures(selectedBy: filter)
            warnings += file.warnings
        }
        warnings += builder.warnings.map(\.description)
        if builder.omittedWarnings > 0 { warnings.append("and \(builder.omittedWarnings) more warnings like these") }
        labels = files.map(\.input.label)
        resultCount = builder.resultCount
        self.machines = machines
        self.activities = activities
        self.failures = failures
        self.warnings = warnings
        tables = builder.tables(options)
    }

    /// The benchmarks of an input that failed, in any of their rounds.
    public func failures(of label: String) -> [GateFailure] { failures[label] ?? [] }

    /// Whether an input says which processor it was measured on.
    public func namesProcessor(_ label: String) -> Bool { machines[label]?.namesProcessor ?? false }

    // MARK: Pairs

    /// One comparison with the places of its table and column.
    public struct Placed: Sendable {
        /// The place of the table in ``ComparedInputs/tables``, from 0.
        public let table: Int
        /// The place of head's column in the table; 1 at least, since 0 is the base.
        public let column: Int
        /// What was found, corrected for all tests made together.
        public let comparison: Comparison
    }

    /// Compares every column of a table with its first, all tests corrected together.
    public func comparisons() -> [Placed] {
        var places: [(table: Int, column: Int)] = []
        var samples: [PairedSample] = []
        for (tableIndex, table) in tables.tables.enumerated() {
            let configuration = table.configuration
            for column in table.columns.indices.dropFirst() {
                let labels = (base: table.columns[0].label, head: table.columns[column].label)
                let obstacles = machineObstacles(labels.base, labels.head, in: table)
                for row in table.rows {
                    guard let base = row.cells[0], let head = row.cells[column],
                        let sample = PairedSample(
                            benchmark: row.label, configuration: configuration, metric: table.metric,
                            base: base.sample, head: head.sample,
                            // On another machine, other work is the lesser concern, and every benchmark has its own.
                            obstacles: obstacles.isEmpty
                                ? activityObstacles(row.label, labels.base, labels.head) : obstacles)
                    else { continue }
                    places.append((tableIndex, column))
                    samples.append(sample)
                }
            }
        }
        return zip(places, Comparison.compare(samples, options: tables.options))
            .map { Placed(table: $0.table, column: $0.column, comparison: $1) }
    }

    // Columns of another projection than `.file` mix inputs; then nothing can be said of single ones.

    private func machineObstacles(_ base: String, _ head: String, in table: ComparisonTable) -> [String] {
        guard let base = machines[base], let head = machines[head] else { return [] }
        return MachineRecord.obstacles(base: base, head: head, apart: Set(table.key.map(\.key)))
    }

    private func activityObstacles(_ benchmark: String, _ base: String, _ head: String) -> [String] {
        guard let base = activities[base], let head = activities[head] else { return [] }
        return MachineActivity.obstacle(to: benchmark, base: base, head: head).map { [$0] } ?? []
    }

    // MARK: What has no counterpart

    /// What only one of two inputs has, metric by metric.
    public func unpaired(base: String, head: String) -> (missingFromHead: [GateSubject], newInHead: [GateSubject]) {
        var missing: [GateSubject] = []
        var new: [GateSubject] = []
        for table in tables.tables {
            let configuration = table.configuration
            // A table has no column for an input that has none of its results.
            let baseColumn = table.columns.firstIndex { $0.label == base }
            let headColumn = table.columns.firstIndex { $0.label == head }
            for row in table.rows {
                let inBase = baseColumn.map { row.cells[$0] != nil } ?? false
                let inHead = headColumn.map { row.cells[$0] != nil } ?? false
                if inBase == inHead { continue }
                let subject = GateSubject(benchmark: row.label, configuration: configuration, metric: table.metric)
                if inBase { missing.append(subject) } else { new.append(subject) }
            }
        }
        return (missing, new)
    }

    /// Whether any benchmark and metric is in two columns of a table.
    public var hasPairs: Bool {
        tables.tables.contains { table in
            table.rows.contains { row in row.cells.count { $0 != nil } > 1 }
        }
    }

    /// The keys of the configuration in which an input differs from the first, sorted.
    public var differingKeys: [String] {
        guard let first = labels.first.flatMap({ machines[$0] }) else { return [] }
        return Set(machines.values.flatMap { MachineRecord.differences(first, $0) }).sorted()
    }
}

extension ComparisonTable {
    /// The table's key without what is empty in it.
    var configuration: [String: String] {
        Dictionary(key.filter { !$0.value.isEmpty && $0.key != ".unit" }.map { ($0.key, $0.value) }) { first, _ in first
        }
    }
}

extension ResultFile {
    /// The benchmarks that failed and that a filter selects.
    fileprivate func failures(selectedBy filter: Filter?) -> [GateFailure] {
        guard let run else { return [] }
        let configuration = run.header.environment.configuration
        return run.failures.compactMap { entry, failure in
            let result = BenchmarkResult(
                name: BenchmarkName(entry.name), configuration: configuration, file: input.label, tags: entry.tags)
            guard filter?.mayAccept(result) ?? true else { return nil }
            return GateFailure(benchmark: entry.name, reason: failure.description)
        }
    }
}
