extension ComparedInputs {
    /// The comparison for programs, in the shape that the command line's contract has.
    public var json: JSONValue {
        .object(
            head(columns: columns) + [
                .init("comparisons", .array(comparisons().map { .object(members(of: $0)) })), geomeans,
            ])
    }

    /// A gate's decision for programs: the comparison's shape, and what was decided.
    public func json(of decision: GateDecision, comparisons: [Placed]) -> JSONValue {
        let items = zip(comparisons, decision.items).map { placed, item in
            JSONValue.object(members(of: placed) + [.init("decided", .bool(item.isDecided))])
        }
        func names(_ subjects: [GateSubject]) -> JSONValue { .array(subjects.map(\.json)) }
        return .object(
            head(columns: labels) + [
                .init("threshold", .number(tables.options.threshold)),
                .init("status", .string(decision.status.rawValue)),
                .init("exitStatus", JSONValue(Int(decision.status.exitStatus))),
                .init("require", .string(decision.policy.require.rawValue)),
                .init("decidedBy", .array(decision.decidedBy.map(\.rawValue).sorted().map(JSONValue.string))),
                .init("reasons", .array(decision.reasons.map(JSONValue.string))),
                .init("notes", .array(decision.notes.map(JSONValue.string))),
                .init("missingFromHead", names(decision.missingFromHead)),
                .init("newInHead", names(decision.newInHead)),
                .init(
                    "failures",
                    .array(
                        decision.failures.map {
                            ["benchmark": .string($0.benchmark), "reason": .string($0.reason)]
                        })),
                .init("comparisons", .array(items)), geomeans,
            ])
    }

    /// The labels of all columns: every table has the same but for those that it has no results of.
    private var columns: [String] {
        var columns: [String] = []
        for column in tables.tables.flatMap(\.columns) where !columns.contains(column.label) {
            columns.append(column.label)
        }
        return columns
    }

    private func head(columns: [String]) -> [JSONValue.Member] {
        [
            .init("schema", 1), .init("alpha", .number(tables.options.alpha)),
            .init("confidence", .number(tables.options.confidence)),
            .init("columns", .array(columns.map(JSONValue.string))),
        ]
    }

    private func members(of placed: Placed) -> [JSONValue.Member] {
        let comparison = placed.comparison
        return [
            .init("benchmark", .string(comparison.benchmark)),
            .init("configuration", JSONValue(comparison.configuration)),
            .init("unit", .string(comparison.metric.unit.name)),
            .init("kind", .string(comparison.metric.kind.rawValue)),
            .init("better", .string(comparison.metric.direction.rawValue)),
            .init("column", .string(tables.tables[placed.table].columns[placed.column].label)),
            .init("base", comparison.base.json), .init("head", comparison.head.json),
            .init("change", JSONValue(finite: comparison.change)),
            .init("low", JSONValue(finite: comparison.interval.low)),
            .init("high", JSONValue(finite: comparison.interval.high)), .init("p", JSONValue(finite: comparison.p)),
            .init("adjustedP", JSONValue(finite: comparison.adjustedP)),
            .init("verdict", .string(comparison.verdict.rawValue)),
            .init("reasons", .array(comparison.reasons.map { .string($0.description) })),
            .init("warnings", .array(warnings(of: comparison).map(JSONValue.string))),
        ]
    }

    /// A warning of both sides is worded alike for each.
    private func warnings(of comparison: Comparison) -> [String] {
        comparison.warnings.map(\.description).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private var geomeans: JSONValue.Member {
        .init(
            "geomean",
            .array(
                tables.tables.flatMap { table in
                    table.columns.indices.dropFirst().map { column in
                        [
                            "unit": .string(table.metric.unit.name), "configuration": JSONValue(table.configuration),
                            "column": .string(table.columns[column].label),
                            "base": JSONValue(finite: table.geomeans[0].value),
                            "head": JSONValue(finite: table.geomeans[column].value),
                            "change": JSONValue(finite: table.geomeans[column].ratio.map { $0 - 1 }),
                        ]
                    }
                }))
    }
}

extension GateSubject {
    fileprivate var json: JSONValue {
        [
            "benchmark": .string(benchmark), "configuration": JSONValue(configuration),
            "unit": JSONValue(metric?.unit.name),
        ]
    }
}

extension JSONValue {
    /// An object with sorted members, so that equal configurations have equal texts.
    fileprivate init(_ configuration: [String: String]) {
        self = .object(configuration.sorted { $0.key < $1.key }.map { Member($0.key, .string($0.value)) })
    }
}
