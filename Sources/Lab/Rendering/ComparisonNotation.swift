/// How the numbers of comparisons are written, in benchstat's notation.
enum ComparisonNotation {
    /// The larger distance of the interval's bounds from the centre, in percent of the centre: `2%`.
    ///
    /// `∞` if there is no interval, `?` if a bound has another sign than the centre.
    static func interval(_ summary: Summary) -> String {
        guard summary.isBounded else { return "∞" }
        func sign(_ value: Double) -> Int { value > 0 ? 1 : value < 0 ? -1 : 0 }
        guard sign(summary.centre) == sign(summary.low), sign(summary.centre) == sign(summary.high) else { return "?" }
        guard summary.centre != 0 else { return "0%" }
        let distance = max(summary.high / summary.centre - 1, 1 - summary.low / summary.centre)
        return fixedPoint(100 * distance, digits: 0) + "%"
    }

    /// The relative change: `-5.20%`, `~` where no difference is shown, `?` where it is undefined.
    static func change(_ change: ComparisonTable.Change) -> String {
        guard change.isSignificant else { return "~" }
        if change.base.centre == change.head.centre { return "0.00%" }
        return change.ratio.map(ratio) ?? "?"
    }

    /// A ratio as a change: `-5.20%` for 0.948.
    static func ratio(_ ratio: Double) -> String { formatChange(ratio - 1) }

    /// The p-value and the sample sizes: `p=0.002 n=10`, `n=10+9`.
    static func evidence(_ change: ComparisonTable.Change, isExact: Bool) -> String {
        // Where there is nothing to test, equal samples are as likely as can be.
        let p = isExact ? "" : "p=\(fixedPoint(change.p ?? 1, digits: 3)) "
        let (base, head) = (change.base.count, change.head.count)
        return p + (base == head ? "n=\(head)" : "n=\(base)+\(head)")
    }

    /// A footnote's mark: `¹²` for 12.
    static func superscript(_ number: Int) -> String {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        return String(String(number).utf8.map { digits[Int($0 - UInt8(ascii: "0"))] })
    }
}

/// Numbers the warnings of a table, equal ones alike.
struct Footnotes {
    private(set) var warnings: [TableWarning] = []
    private var numbers: [TableWarning: Int] = [:]

    /// The marks for these warnings: `¹ ³`, or nothing.
    mutating func marks(_ warnings: [TableWarning]) -> String {
        var marks: [String] = []
        for warning in warnings {
            if numbers[warning] == nil {
                self.warnings.append(warning)
                numbers[warning] = self.warnings.count
            }
            if let number = numbers[warning] { marks.append(ComparisonNotation.superscript(number)) }
        }
        return marks.joined(separator: " ")
    }

    /// One line a warning, with its mark.
    var lines: [String] {
        warnings.enumerated().map { "\(ComparisonNotation.superscript($0.offset + 1)) \($0.element)" }
    }
}
