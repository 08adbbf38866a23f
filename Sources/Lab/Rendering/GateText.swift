/// A gate's decision for reading on a terminal: the tables, what is to be known beside them, and last, where the eye
/// is, the decision with its reasons.
public struct GateText {
    /// Marks a piece of text up by what it means.
    public enum Role: Sendable {
        case good, caution, bad
    }

    private let decision: GateDecision
    private let style: (Role, String) -> String

    /// How many notes are shown: in a large suite there can be one for every benchmark.
    private static let noteLimit = 20

    /// - Parameter style: Colours a text, or leaves it as it is. The layout does not depend on it.
    public init(_ decision: GateDecision, style: @escaping (Role, String) -> String = { $1 }) {
        self.decision = decision
        self.style = style
    }

    /// The decision in lines for people.
    public func text() -> String {
        var result = decision.sections.map { table(of: $0) + "\n" }.joined()
        let notes = decision.notes.prefix(Self.noteLimit)
        for note in notes { result += "note: \(note.onOneLine)\n" }
        if decision.notes.count > notes.count {
            result += "note: and \(decision.notes.count - notes.count) more; --format json has all\n"
        }
        if !notes.isEmpty { result += "\n" }
        result += style(decision.role, decision.headline) + "\n"
        for reason in decision.reasons { result += "  \(reason.onOneLine)\n" }
        return result
    }

    private func table(of section: GateDecision.Section) -> String {
        var table = TextTable()
        let margin = "   "
        table.startRow()
        table.add(section.title, margin: "")
        for title in ["base", "head", "change", "interval"] { table.add(title, .right, margin: margin) }
        table.add("verdict", margin: margin)
        for item in section.items {
            let comparison = item.comparison
            table.startRow()
            table.add(comparison.benchmark.onOneLine, margin: "")
            table.add(comparison.shown(comparison.base), .right, margin: margin)
            table.add(comparison.shown(comparison.head), .right, margin: margin)
            table.add(comparison.changeText, .right, margin: margin)
            table.add(comparison.intervalText, .right, margin: margin)
            table.add(comparison.verdict.rawValue, margin: margin)
        }
        return coloured(table.formatted(), section.items)
    }

    /// Colours the verdicts, which end their lines, once the table is laid out: the codes of colours have no width.
    private func coloured(_ table: String, _ items: [GateDecision.Item]) -> String {
        var lines = table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for (index, item) in items.enumerated() {
            let verdict = item.comparison.verdict
            guard let role = verdict.role, index + 1 < lines.count else { continue }
            lines[index + 1] = lines[index + 1].dropLast(verdict.rawValue.count) + style(role, verdict.rawValue)
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

    /// The comparisons of one unit under one configuration: one table.
    struct Section {
        /// The unit, with the configuration where there is one: `sec/op [pkg=example.org/shop]`.
        let title: String
        var items: [Item]
    }

    /// In the order of the items.
    var sections: [Section] {
        var places: [GateSubject: Int] = [:]
        var sections: [Section] = []
        for item in items {
            let comparison = item.comparison
            let subject = GateSubject(
                benchmark: comparison.metric.unit.name, configuration: comparison.configuration, metric: nil)
            if let place = places[subject] {
                sections[place].items.append(item)
            } else {
                places[subject] = sections.count
                sections.append(Section(title: subject.description.onOneLine, items: [item]))
            }
        }
        return sections
    }

    /// The decision in a sentence, with what it rests on.
    package var headline: String {
        let counts = Verdict.allCases.compactMap { verdict -> String? in
            let count = items.count { $0.comparison.verdict == verdict }
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
    /// The change, or how head differs where no share of base says it.
    var changeText: String {
        if let change { return Notation.change(change) }
        return base.centre == 0 ? Notation.change(head.centre > 0 ? .infinity : -.infinity) : "?"
    }

    /// The centre of a side. A count is decided by its last digit, so all of them are shown.
    func shown(_ summary: Summary) -> String {
        metric.unit.shown(summary.centre, inFull: metric.kind == .exact)
    }

    /// The interval of the change; nothing for exact metrics that repeat, where it says no more than the change.
    package var intervalText: String {
        if metric.kind == .exact, interval.low == interval.high { return "" }
        return interval.low == -.infinity && interval.high == .infinity ? "" : Notation.interval(interval)
    }
}

extension BenchmarkUnit {
    /// A value for a table: a whole count as it is, the rest scaled and rounded as benchstat does.
    ///
    /// - Parameter isFull: Whether whole numbers above 1,000 are as they are, too.
    func shown(_ value: Double, inFull isFull: Bool = false) -> String {
        let limit: UInt = isFull ? 1_000_000_000_000 : 1_000
        if !isTime, let whole = Int(exactly: value), whole.magnitude < limit { return "\(whole)" }
        return format(value)
    }
}

extension String {
    /// The text without line ends and other control characters, which a terminal might obey: names and messages come
    /// from files.
    var onOneLine: String {
        guard unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return self }
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            result.append(scalar.properties.generalCategory == .control ? " " : scalar)
        }
        return String(result)
    }
}
