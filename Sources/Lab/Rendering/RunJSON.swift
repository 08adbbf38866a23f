extension RunSummary {
    /// The run for programs: each benchmark's metrics with their summaries and values, and its failures.
    public var json: JSONValue {
        ["schema": 1, "benchmarks": .array(benchmarks.map(\.json))]
    }
}

extension RunSummary.BenchmarkValues {
    fileprivate var json: JSONValue {
        [
            "benchmark": .string(entry.name),
            "metrics": .array(
                values.map { metric, values in
                    var members: [JSONValue.Member] = [.init("unit", .string(metric.unit.name))]
                    if case .object(let summary)? = Summary(sample: values)?.json { members += summary }
                    return .object(members + [.init("values", .array(values.map(JSONValue.number)))])
                }),
            "failures": .array(
                failures.map { key, failure in
                    [
                        "round": JSONValue(key.number), "pass": .string(key.pass.rawValue),
                        "reason": .string(failure.reason.rawValue), "detail": .string(failure.detail),
                    ]
                }),
            "notes": .array(notes.map(JSONValue.string)),
        ]
    }
}

extension Summary {
    /// As the contract of the command line has it; a bound that is infinite is null.
    public var json: JSONValue {
        [
            "n": JSONValue(count), "centre": JSONValue(finite: centre), "low": JSONValue(finite: low),
            "high": JSONValue(finite: high), "confidence": JSONValue(finite: confidence),
        ]
    }
}
