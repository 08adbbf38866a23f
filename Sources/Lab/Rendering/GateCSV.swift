extension GateDecision {
    /// The comparisons as comma-separated values with a header, one a line, with all digits. What is infinite or does
    /// not exist is empty.
    public func csv() -> String {
        let header = [
            "benchmark", "configuration", "unit", "base", "head", "change", "low", "high", "p", "adjusted p", "verdict",
        ]
        let lines = items.map { item in
            let comparison = item.comparison
            let configuration = comparison.configuration.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return [
                comparison.benchmark, configuration.joined(separator: " "), comparison.metric.unit.name,
                Self.text(comparison.base.centre), Self.text(comparison.head.centre), Self.text(comparison.change),
                Self.text(comparison.interval.low), Self.text(comparison.interval.high), Self.text(comparison.p),
                Self.text(comparison.adjustedP), comparison.verdict.rawValue,
            ]
        }
        return ([header] + lines).map { $0.map(CSV.quoted).joined(separator: ",") + "\n" }.joined()
    }

    private static func text(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "" }
        return shortestDecimal(value)
    }
}
