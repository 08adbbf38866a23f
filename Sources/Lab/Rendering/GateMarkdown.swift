extension GateDecision {
    /// The decision for a comment on a pull request: what counts first, the whole table folded away.
    public func markdown() -> String {
        var text = "**\(Self.escaped(headline))**\n"
        if !reasons.isEmpty { text += "\n" + list(reasons) }
        if !items.isEmpty {
            text += "\n<details><summary>\(items.count) comparison\(items.count == 1 ? "" : "s")</summary>\n\n"
            text += "| benchmark | unit | base | head | change | interval | verdict |\n"
            text += "|:--|:--|--:|--:|--:|--:|:--|\n"
            for section in sections { text += section.items.map { row($0.comparison, unit: section.title) }.joined() }
            text += "\n</details>\n"
        }
        if !notes.isEmpty {
            text += "\n<details><summary>\(notes.count) note\(notes.count == 1 ? "" : "s")</summary>\n\n"
            text += list(notes) + "\n</details>\n"
        }
        return text
    }

    private func list(_ sentences: [String]) -> String { sentences.map { "- \(Self.escaped($0))\n" }.joined() }

    private func row(_ comparison: Comparison, unit title: String) -> String {
        let cells = [
            comparison.benchmark, title, comparison.shown(comparison.base), comparison.shown(comparison.head),
            comparison.changeText, comparison.intervalText,
        ]
        let verdict = comparison.verdict.rawValue
        // What a reader looks for is to be seen among hundreds of lines.
        let shown = comparison.verdict == .regressed ? "**\(verdict)**" : verdict
        return "| " + cells.map(Self.escaped).joined(separator: " | ") + " | \(shown) |\n"
    }

    /// Names of benchmarks are outside data: nothing in them may become markup.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.onOneLine {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            // A name after it would be notified.
            case "@": result += "&#64;"
            case "|", "*", "_", "`", "[", "]", "\\", "#", "~": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}
