/// How busy the machine was with other things while each benchmark of a run was measured.
///
/// A baseline is measured at another time than what it is compared with. If the machine was idle then and is busy now, times differ
/// for a reason that no number of rounds averages out, and the difference is none of the program's.
struct MachineActivity: Sendable, Equatable {
    /// The median over the timed rounds of a benchmark, in processors.
    private var medians: [String: Double] = [:]

    /// From here on two runs count as measured under different conditions, in processors.
    ///
    /// An idle machine shows a few hundredths, which is also how well a round's use is known. A quarter is far from
    /// both, and on two processors a neighbour that keeps one of them busy has moved medians by 5 to 20 %.
    static let tolerance = 0.25

    init(_ run: Run) {
        var values: [String: [Double]] = [:]
        for round in run.rounds where round.key.pass == .time {
            guard let disturbance = round.disturbance else { continue }
            values[round.key.benchmark, default: []].append(disturbance.others + disturbance.stolen)
        }
        self.init(values)
    }

    /// - Parameter values: What other work used during the timed rounds of each benchmark, in processors.
    init(_ values: [String: [Double]]) {
        medians = values.compactMapValues { Quantile.median(sorted: $0.sorted()) }
    }

    /// Why times of one benchmark cannot be compared, as a clause; nil where both sides had about the same machine to themselves, or
    /// one does not say.
    static func obstacle(to benchmark: String, base: MachineActivity, head: MachineActivity) -> String? {
        guard let before = base.medians[benchmark], let now = head.medians[benchmark], abs(now - before) >= tolerance
        else { return nil }
        func text(_ value: Double) -> String { fixedPoint(value, digits: 1) }
        return "other work kept \(text(now)) processors busy while head was measured, \(text(before)) while base was; "
            + "measure again on a quiet machine"
    }
}
