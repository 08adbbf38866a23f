import Glibc
import Lab

/// The times of single operations by percentile, a curve a run, on an axis that gives each nine the same room.
///
/// It shows what a mean hides: how long the slowest of a hundred, a thousand or a million operations take.
struct PercentilePlot {
    struct Curve {
        let label: String
        /// Which of the page's runs it is, from which follow its colour and its dashes.
        let place: Int
        let histogram: LatencyHistogram
    }

    let curves: [Curve]
    /// What the plot's own anchors start with; no other plot's do.
    let id: String

    private static let height = 220.0
    private static let axisHeight = 22.0
    private static let columns = 1_000.0
    private static let unit: BenchmarkUnit = "sec"

    var markup: Markup {
        guard let nines, let axis else { return .empty }
        return Markup(
            .svg,
            [
                .class: "plot percentiles", .role: "img", .ariaLabelledBy: "\(id).title \(id).text",
                .height: Self.height + Self.axisHeight,
            ]
        ) {
            Markup(.title, [.id: "\(id).title"]) { "Time of an operation by percentile" }
            Markup(.desc, [.id: "\(id).text"]) { curves.map(description).joined(separator: " ") }
            grid(axis, nines: nines)
            // The curves alone are stretched to the plot's width; their strokes and all text are not.
            Markup(
                .svg,
                [
                    .class: "curves", .viewBox: "0 0 \(Int(Self.columns)) \(Int(Self.height))",
                    .preserveAspectRatio: "none", .width: "100%", .height: Self.height,
                ]
            ) {
                for curve in curves {
                    Markup(
                        .path,
                        [.class: "run-\(curve.place)", .d: PathData(points(of: curve.histogram, axis, nines: nines))])
                }
            }
        }
    }

    /// How many nines the axis reaches to: so many that one operation of the largest run would still show.
    private var nines: Double? {
        guard let most = curves.map(\.histogram.count).max(), most > 0 else { return nil }
        return max(1, log10(Double(most)))
    }

    private var axis: LatencyAxis? {
        let least = curves.compactMap(\.histogram.minimum).min()
        let greatest = curves.compactMap(\.histogram.maximum).max()
        guard let least, let greatest else { return nil }
        return LatencyAxis(least: Double(least) * 1e-9, greatest: Double(greatest) * 1e-9)
    }

    private func grid(_ axis: LatencyAxis, nines: Double) -> Markup {
        Markup(.g, [.class: "axis"]) {
            for tick in axis.ticks {
                let y = (1 - axis.position(tick.seconds)) * Self.height
                Markup(.line, [.x1: Share(0), .x2: Share(1), .y1: y, .y2: y])
                Markup(.text, [.x: -8, .y: y + 4, .class: "end"]) { tick.label }
            }
            for (label, share) in Self.percentiles where -log10(1 - share) <= nines + 1e-9 {
                let x = Share(-log10(1 - share) / nines)
                Markup(.line, [.x1: x, .x2: x, .y1: 0, .y2: Self.height + 4])
                Markup(.text, [.x: x, .y: Self.height + 16, .class: "middle"]) { label }
            }
        }
    }

    private static let percentiles: [(label: String, share: Double)] = [
        ("min", 0), ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("p99.99", 0.9999),
        ("p99.999", 0.99999), ("p99.9999", 0.999999),
    ]

    /// A step up at each bucket, where the share of operations that were faster is known.
    private func points(of histogram: LatencyHistogram, _ axis: LatencyAxis, nines: Double) -> [(x: Double, y: Double)]
    {
        var points: [(x: Double, y: Double)] = []
        var below: UInt64 = 0
        let last = histogram.buckets.last?.index
        for bucket in histogram.buckets {
            let bounds = LatencyHistogram.bounds(ofBucket: bucket.index)
            let middle = (Double(bounds.lowerBound) + Double(bounds.upperBound)) / 2
            let (least, greatest) = (Double(histogram.minimum ?? 0), Double(histogram.maximum ?? 0))
            let value = bucket.index == last ? greatest : min(max(middle, least), greatest)
            let y = (1 - axis.position(value * 1e-9)) * Self.height
            let start = place(Double(below) / Double(histogram.count), nines)
            below += bucket.count
            let end = place(Double(below) / Double(histogram.count), nines)
            points += [(start, y), (end, y)]
        }
        return points
    }

    private func place(_ share: Double, _ nines: Double) -> Double {
        min(share >= 1 ? 1 : -log10(1 - share) / nines, 1) * Self.columns
    }

    private func description(_ curve: Curve) -> String {
        let parts = [("median", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("slowest", 1)].compactMap {
            name, quantile in
            curve.histogram.quantile(quantile).map { "\(name) \(ValueNotation.text($0 * 1e-9, Self.unit))" }
        }
        return "\(curve.label): \(curve.histogram.count) operations, \(parts.joined(separator: ", "))."
    }
}
