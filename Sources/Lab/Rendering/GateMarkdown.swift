extension GateDecision {
    /// The decision for a comment on a pull request: what counts first, the whole table folded away.
    public func markdown() -> String {
        var text = "**\(Self.escaped(headline))**\n\n"
        for reason in reasons { text += "- \(Self.escaped(reason))\n" }
        if !reasons.isEmpty { text += "\n" }
        guard !items.isEmpty else { return text }
        text += "<details><summary>\(items.count) comparisons</summary>\n\n"
        text += "| benchmark | unit | base | head | change | interval | verdict |\n"
        text += "|---|---|--:|--:|--:|--:|---|\n"
        for item in items {
            let comparison = item.comparison
            let unit = comparison.metric.unit
            let cells = [
                comparison.benchmark, unit.name, unit.shown(comparison.base.centre), unit.shown(comparison.head.centre),
                comparison.change.map(Notation.change) ?? "", comparison.intervalText, comparison.verdict.rawValue,
            ]
            text += "| " + cells.map(Self.escaped).joined(separator: " | ") + " |\n"
        }
        text += "\n</details>\n"
        if !notes.isEmpty { text += "\n" + notes.map { "- note: \(Self.escaped($0))\n" }.joined() }
        return text
    }

    /// Names of benchmarks are outside data: nothing in them may become markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "|", "*", "_", "`", "[", "]", "\\", "#", "~": result += "\\\(character)"
            case "\n", "\r", "\r\n": result += " "
            default: result.append(character)
            }
        }
        return result
    }
}
