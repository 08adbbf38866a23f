import Profilers

/// What a profile of several recordings says about how it was made: the sums, and who has the most, in two lines however many
/// recordings there are.
struct RecordedComments {
    /// One recording.
    struct Source {
        /// The program's or the benchmark's name.
        let name: String
        let accounting: SampleAccounting
        let isComplete: Bool
    }

    /// What the sources are, in the singular: `process`, `benchmark`.
    let noun: String
    /// How many there are; a process is a source for each program that it became.
    let count: Int
    let sources: [Source]

    /// So many names are told; the rest is a number.
    private static let mostNames = 5

    var lines: [String] {
        guard !sources.isEmpty else { return [] }
        var sum = RecordedCounts()
        for source in sources { sum += RecordedCounts(source.accounting, isComplete: source.isComplete) }
        var lines = [sources.count == 1 && sum.isTimeKnown ? sources[0].accounting.summary : Self.text(sum)]
        lines.append("\(counted): \(largest)")
        let cut = sources.count { !$0.isComplete }
        if cut > 0 {
            lines.append(
                "\(cut) of \(sources.count) journals were not completed: the process was killed, or samples could not be written"
            )
        }
        return lines
    }

    private var counted: String {
        count == 1 ? noun : "\(count) \(noun)\(noun.hasSuffix("s") ? "es" : "s")"
    }

    private static func text(_ sum: RecordedCounts) -> String {
        var text = "\(sum.samples) samples (\(sum.dropped) dropped, \(sum.truncated) truncated"
        if sum.unreadable > 0 { text += ", \(sum.unreadable) with unreadable callers" }
        text += ")"
        if let rate = sum.achievedRate { text += " at \(ProfileSummary.decimal(rate, 1)) Hz" }
        let weight = ProfileSummary.time(sum.weightSeconds)
        guard sum.achievedRate != nil, sum.threadSeconds > 0 else { return text + "; weights are \(weight)" }
        return text + "; weights are \(ProfileSummary.decimal(100 * sum.weightSeconds / sum.threadSeconds, 1)) % of "
            + "\(ProfileSummary.time(sum.threadSeconds)) CPU time"
    }

    /// `cc1 1.20 s (31), make 12.0 ms and 4 more`: by name, since a build starts the same program again and again.
    private var largest: String {
        var totals: [String: (seconds: Double, count: Int)] = [:]
        for source in sources {
            totals[source.name, default: (0, 0)].seconds += Double(source.accounting.weight) * 1e-9
            totals[source.name, default: (0, 0)].count += 1
        }
        if totals.count == 1, sources.count == 1 { return sources[0].name }
        let order = totals.sorted { ($1.value.seconds, $0.key) < ($0.value.seconds, $1.key) }
        let names = order.prefix(Self.mostNames).map { name, total in
            "\(name) \(ProfileSummary.time(total.seconds))" + (total.count > 1 ? " (\(total.count))" : "")
        }
        let rest = order.count - names.count
        return names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
