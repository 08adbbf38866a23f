/// A gate's decision for reading on a terminal: what failed first, then a table, then the sentence that counts.
public struct GateText {
    /// Marks a piece of text up by what it means.
    public enum Role: Sendable {
        case good, caution, bad
    }

    private let decision: GateDecision
    private let style: (Role, String) -> String

    /// - Parameter style: Colours a text, or leaves it as it is. The layout does not depend on it.
    public init(_ decision: GateDecision, style: @escaping (Role, String) -> String = { $1 }) {
        self.decision = decision
        self.style = style
    }

    public func text() -> String {
        var result = ""
        for unit in units {
            result += table(of: decision.items.filter { $0.comparison.metric.unit == unit }, unit: unit) + "\n"
        }
        for note in decision.notes { result += "note: \(note)\n" }
        if !decision.notes.isEmpty { result += "\n" }
        result += style(decision.role, decision.headline) + "\n"
        for reason in decision.reasons { result += "  \(reason)\n" }
        return result
    }

    /// In the order of the items.
    private var units: [BenchmarkUnit] {
        decision.items.reduce(into: []) { units, item in
            if !units.contains(item.comparison.metric.unit) { units.append(item.comparison.metric.unit) }
        }
    }

    private func table(of items: [GateDecision.Item], unit: BenchmarkUnit) -> String {
        var table = TextTable()
        table.startRow()
        for (index, title) in [unit.name, "base", "head", "change", "interval"].enumerated() {
            table.add(title, index == 0 ? .left : .right, margin: index == 0 ? "" : "   ")
        }
        table.add("verdict", margin: "   ")
        for item in items {
            let comparison = item.comparison
            table.startRow()
            table.add(comparison.benchmark)
            table.add(unit.shown(comparison.base.centre), .right, margin: "   ")
            table.add(unit.shown(comparison.head.centre), .right, margin: "   ")
            table.add(comparison.change.map(Notation.change) ?? "", .right, margin: "   ")
            table.add(comparison.intervalText, .right, margin: "   ")
            table.add(comparison.verdict.rawValue, margin: "   ")
        }
        return coloured(table.formatted(), items)
    }

    /// Colours the verdicts, which end their lines, once the table is laid out.
    private func coloured(_ table: String, _ items: [GateDecision.Item]) -> String {
        var lines = table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, item) in items.enumerated() {
            let verdict = item.comparison.verdict
            guard index + 1 < lines.count, lines[index + 1].hasSuffix(verdict.rawValue) else { continue }
            let line = lines[index + 1].dropLast(verdict.rawValue.count)
            lines[index + 1] = line + (verdict.role.map { style($0, verdict.rawValue) } ?? verdict.rawValue)
        }
        return lines.joined(separator: "\n")
    }
}

extension Verdict {
    fileprivate var role: GateText.Role? {
        switch self {
        case .regressed: .bad
        case .improved: .good
        case .unresolved: .caution
        case .equivalent: nil
        }
    }
}

extension GateDecision {
    fileprivate var role: GateText.Role {
        switch status {
        case .passed: .good
        case .regressed: .bad
        case .undecided, .nothingInCommon: .caution
        }
    }

    /// The decision in a sentence, with what it rests on.
    package var headline: String {
        func count(_ verdict: Verdict) -> Int { items.count { $0.comparison.verdict == verdict } }
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = count(verdict)
            return count == 0 ? nil : "\(count) \(verdict.rawValue)"
        }
        let basis = "\(items.count) comparison\(items.count == 1 ? "" : "s"): \(counts.joined(separator: ", "))"
        let kinds = decidedBy.isEmpty ? "" : ", decided by \(decidedBy.phrase)"
        return switch status {
        case .passed: "PASSED (\(basis)\(kinds))"
        case .regressed: "REGRESSED (\(basis)\(kinds))"
        case .undecided: "UNDECIDED (\(basis))"
        case .nothingInCommon: "NOTHING TO COMPARE"
        }
    }
}

extension Set<MetricKind> {
    fileprivate var phrase: String {
        let names = [MetricKind.exact: "exact counts", .statistical: "times"]
        return map { names[$0] ?? $0.rawValue }.sorted().joined(separator: " and ")
    }
}

extension Comparison {
    /// The interval of the change; nothing for exact metrics that repeat, where it says no more than the change.
    package var intervalText: String {
        if metric.kind == .exact, interval.low == interval.high { return "" }
        return interval.low == -.infinity && interval.high == .infinity ? "" : Notation.interval(interval)
    }
}

extension BenchmarkUnit {
    /// A value for a table: a whole count as it is, the rest scaled and rounded as benchstat does.
    func shown(_ value: Double) -> String {
        if !isTime, let whole = Int(exactly: value), abs(whole) < 1_000 { return "\(whole)" }
        return format(value)
    }
}
