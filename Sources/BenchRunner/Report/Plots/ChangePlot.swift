import Glibc
import Lab

/// The interval of a change around zero, as small as a line of a table, all rows of a table on one scale.
///
/// The scale is that of ratios: twice as much and half as much are equally far from no change.
struct ChangePlot {
    /// The ratio at the plot's right end, and the inverse of the one at its left end.
    let limit: Double
    /// The changes that are too small to matter.
    let indifference: ClosedRange<Double>

    private static let width = 168.0
    private static let height = 16.0
    /// Room at both ends for the arrows of what goes on beyond.
    private static let room = 6.0
    /// Bounds up to this ratio all fit, and of larger ones this share of all: a single change to the triple must not press all others into a point.
    private static let ratioShownWhole = 1.5
    private static let shareShownWhole = 0.9
    private static let limits = [1.01, 1.02, 1.03, 1.05, 1.07, 1.1, 1.15, 1.2, 1.25, 1.3, 1.4, 1.5, 1.7, 2]

    /// A scale on which the threshold is well seen and most intervals fit; the few that are far out end in arrows.
    init(_ comparisons: [Comparison], options: ComparisonOptions) {
        indifference = options.indifference
        let bounds = comparisons.flatMap { comparison -> [Double] in
            comparison.isEqualCount ? [] : [comparison.interval.low, comparison.interval.high]
        }
        let ratios = bounds.filter { $0.isFinite && $0 > -1 }.map { exp(abs(log1p($0))) }.sorted()
        let most = Quantile.r8(sorted: ratios, Self.shareShownWhole) ?? 1
        let wanted = max(most, min(ratios.last ?? 1, Self.ratioShownWhole), 1 + 2 * options.threshold)
        limit = Self.limits.first { $0 >= wanted } ?? max(2, 1 + 2 * options.threshold)
    }

    /// What stands at the two ends: `−50 %`, `+100 %`.
    var ends: (low: String, high: String) { (Notation.change(1 / limit - 1), Notation.change(limit - 1)) }

    /// Where a change lies: in pixels from the left, and beyond which end (−1 or 1), if any.
    private func place(_ change: Double) -> (x: Double, beyond: Double) {
        let share = change <= -1 ? -Double.infinity : log1p(change) / log(limit)
        let half = Self.width / 2
        return (
            half + min(max(share, -1), 1) * (half - Self.room),
            share.magnitude > 1 + 1e-9 ? share.sign == .minus ? -1 : 1 : 0
        )
    }

    /// The plot says in a picture what the cells beside it say in words, and is silent to who hears the page read.
    func markup(_ comparison: Comparison) -> Markup {
        // Counts that are equal have nothing to show, and an empty place lets those stand out that changed.
        if comparison.isEqualCount { return .empty }
        let middle = Self.height / 2
        let (bandLow, bandHigh) = (place(indifference.lowerBound).x, place(indifference.upperBound).x)
        return Markup(
            .svg,
            [
                .class: "change \(comparison.verdict.rawValue)", .width: Self.width, .height: Self.height,
                .ariaHidden: "true",
            ]
        ) {
            Markup(
                .rect, [.class: "threshold", .x: bandLow, .y: 0, .width: bandHigh - bandLow, .height: Self.height])
            Markup(
                .line, [.class: "zero", .x1: Self.width / 2, .x2: Self.width / 2, .y1: 0, .y2: Self.height])
            interval(comparison.interval, middle: middle)
            if let change = comparison.change { centre(place(change), middle: middle) }
        }
    }

    private func interval(_ interval: ChangeInterval, middle: Double) -> Markup {
        let (low, high) = (place(interval.low), place(interval.high))
        let isUnknown = interval.low == -.infinity && interval.high == .infinity
        return .group {
            Markup(
                .line,
                [
                    .class: isUnknown ? "extent unknown" : "extent", .x1: low.x, .x2: high.x, .y1: middle,
                    .y2: middle,
                ])
            if low.beyond < 0, !isUnknown { arrow(at: low.x, middle: middle, outward: -1) }
            if high.beyond > 0, !isUnknown { arrow(at: high.x, middle: middle, outward: 1) }
        }
    }

    private func centre(_ place: (x: Double, beyond: Double), middle: Double) -> Markup {
        place.beyond != 0 ? .empty : Markup(.circle, [.cx: place.x, .cy: middle, .r: 2.75])
    }

    private func arrow(at x: Double, middle: Double, outward: Double) -> Markup {
        let points = [(x, middle - 4), (x + outward * 5, middle), (x, middle + 4)]
        return Markup(.path, [.class: "arrow", .d: PathData(points, isClosed: true)])
    }
}

extension Comparison {
    /// Whether it is of a count that is the same in all rounds of both sides.
    var isEqualCount: Bool { metric.kind == .exact && interval.low == 0 && interval.high == 0 }
}
