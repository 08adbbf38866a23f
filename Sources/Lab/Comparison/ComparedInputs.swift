/// Two or more inputs, read and paired benchmark by benchmark with the first.
///
/// Both `compare` and `gate` go through here: inputs → tables → comparisons.
public struct ComparedInputs: Sendable {
    public let tables: ComparisonTables
    /// What was left out of the inputs, and why.
    public let warnings: [String]
    /// By the label of the input.
    private let machines: [String: MachineRecord]
    /// By the label of the input; run files only.
    private let activities: [String: MachineActivity]
    /// The failed benchmarks of each input, by its label.
    public let failures: [String: [GateFailure]]

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
            var machine = machines[file.input.label] ?? MachineRecord()
            try file.forEachRecord { record in
                if case .result(let result) = record { machine.add(result.configuration) }
                builder.add(record)
            }
            machines[file.input.label] = machine
            activities[file.input.label] = file.run.map { MachineActivity($0) }
            failures[file.input.label, default: []] += file.failures(selectedBy: filter)
            warnings += file.warnings
        }
        warnings += builder.warnings.map(\.description)
        if builder.omittedWarnings > 0 { warnings.append("and \(builder.omittedWarnings) more warnings like these") }
        self.machines = machines
        self.activities = activities
        self.failures = failures
        self.warnings = warnings
        tables = builder.tables(options)
    }

    /// One comparison with the places of its table and column.
    public struct Placed: Sendable {
        public let table: Int
        public let column: Int
        public let comparison: Comparison
    }

    /// Compares every column with the first, all tests corrected together.
    public func comparisons() -> [Placed] {
        var places: [(table: Int, column: Int)] = []
        var samples: [PairedSample] = []
        for (tableIndex, table) in tables.tables.enumerated() {
            for column in table.columns.indices.dropFirst() {
                let (baseLabel, headLabel) = (table.columns[0].label, table.columns[column].label)
                let machineObstacles = machineObstacles(baseLabel, headLabel)
                for row in table.rows {
                    guard let base = row.cells[0], let head = row.cells[column],
                        let sample = PairedSample(
                            benchmark: row.label, configuration: table.configuration, metric: table.metric,
                            base: base.sample, head: head.sample,
                            obstacles: machineObstacles + activityObstacles(row.label, baseLabel, headLabel))
                    else { continue }
                    places.append((tableIndex, column))
                    samples.append(sample)
                }
            }
        }
        return zip(places, Comparison.compare(samples, options: tables.options))
            .map { Placed(table: $0.table, column: $0.column, comparison: $1) }
    }

    /// What only one of the first two columns has.
    public func unpaired() -> (missingFromHead: [GateSubject], newInHead: [GateSubject]) {
        var missing: [GateSubject] = []
        var new: [GateSubject] = []
        for table in tables.tables {
            for row in table.rows {
                let subject = GateSubject(
                    benchmark: row.label, configuration: table.configuration, metric: table.metric)
                let hasBase = row.cells.first.flatMap { $0 } != nil
                let hasHead = row.cells.count > 1 && row.cells[1] != nil
                if hasBase, !hasHead { missing.append(subject) }
                if hasHead, !hasBase { new.append(subject) }
            }
        }
        return (missing, new)
    }

    // Columns of another projection than `.file` mix inputs; then nothing can be said of single ones.

    private func machineObstacles(_ base: String, _ head: String) -> [String] {
        guard let base = machines[base], let head = machines[head] else { return [] }
        return MachineRecord.obstacles(base: base, head: head)
    }

    private func activityObstacles(_ benchmark: String, _ base: String, _ head: String) -> [String] {
        guard let base = activities[base], let head = activities[head] else { return [] }
        return MachineActivity.obstacle(to: benchmark, base: base, head: head).map { [$0] } ?? []
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
    func failures(selectedBy filter: Filter?) -> [GateFailure] {
        guard let run else { return [] }
        var seen: Set<String> = []
        return run.failures.compactMap { key, failure in
            let isSelected =
                filter?.mayAccept(BenchmarkResult(name: BenchmarkName(key.benchmark), file: input.label)) ?? true
            guard isSelected, seen.insert(key.benchmark).inserted else { return nil }
            return GateFailure(benchmark: key.benchmark, reason: failure.description)
        }
    }
}
