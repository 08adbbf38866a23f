/// An expression that selects benchmarks, results or single measurements.
///
/// The language is benchstat's. Terms are
/// - `key:value`, `key:"a value"`, `key:/regular expression/`, `key:(one OR other)`;
/// - `*` for everything;
/// - a name alone, such as `Shop/*`, in which `*` and `?` are wildcards. It has to cover the whole name, with or
///   without the `-8` at its end.
///
/// They are combined with `AND` (or nothing between them), `OR`, `-` for not, and parentheses. Keys are `.name`,
/// `.fullname`, `.file`, `.unit`, `.tag`, `/part` for a part of the name, and any other word for a key of the configuration.
/// A key that a result does not have is empty there.
public struct Filter {
    indirect enum Node {
        case not(Node)
        /// True if it is empty.
        case all([Node])
        /// False if it is empty.
        case any([Node])
        case match(ResultKey, Test)
        case glob(Glob)
    }

    enum Test {
        case equals(String)
        case matches(Regex<AnyRegexOutput>)

        func accepts(_ value: String) -> Bool {
            switch self {
            case .equals(let text): value == text
            case .matches(let regex): value.firstMatch(of: regex) != nil
            }
        }
    }

    let root: Node

    /// - Throws: `ExpressionError`, with the place of the mistake.
    public init(_ expression: String) throws(ExpressionError) {
        root = try FilterParser.parse(expression)
    }

    /// Whether one measurement of a result is selected.
    public func accepts(_ measurement: BenchmarkResult.Measurement, of result: borrowing BenchmarkResult) -> Bool {
        evaluate(root, result, measurement) ?? false
    }

    /// Whether anything that a benchmark may measure is selected, before its units are known.
    public func mayAccept(_ result: borrowing BenchmarkResult) -> Bool {
        evaluate(root, result, nil) ?? true
    }

    /// - Returns: nil if the answer depends on the unit, and there is no measurement.
    private func evaluate(
        _ node: Node, _ result: borrowing BenchmarkResult, _ measurement: BenchmarkResult.Measurement?
    ) -> Bool? {
        switch node {
        case .not(let node):
            return evaluate(node, result, measurement).map { !$0 }
        case .all(let nodes):
            var answer: Bool? = true
            for node in nodes {
                switch evaluate(node, result, measurement) {
                case false: return false
                case nil: answer = nil
                default: break
                }
            }
            return answer
        case .any(let nodes):
            var answer: Bool? = false
            for node in nodes {
                switch evaluate(node, result, measurement) {
                case true: return true
                case nil: answer = nil
                default: break
                }
            }
            return answer
        case .match(.unit, let test):
            guard let measurement else { return nil }
            return test.accepts(measurement.unit.name)
                || measurement.originalUnit.map { test.accepts($0.name) } ?? false
        case .match(.tag, let test):
            return result.tags.contains(where: test.accepts)
        case .match(let key, let test):
            return test.accepts(key.value(in: result))
        case .glob(let glob):
            return glob.matches(result.name.full) || glob.matches(result.name.withoutProcessors)
        }
    }
}
