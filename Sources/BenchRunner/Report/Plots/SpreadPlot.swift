import Lab

/// How far the rounds of a benchmark lie from their median, as small as a line of a table, all rows on one scale.
struct SpreadPlot {
    /// The deviation at both ends, as a share of the median.
    let limit: Double

    private static let width = 120.0
    private static let height = 16.0
    private static let room = 6.0
    private static let limits = [0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5]

    init(_ series: [BenchmarkRounds.Series]) {
        let reach = series.flatMap { Self.deviations($0) }.map(abs).max() ?? 0
        limit = Self.limits.first { $0 >= reach } ?? 0.5
    }

    /// What both ends stand for: `±10 %`.
    var end: String { "±\(Notation.percent(limit))".unbroken }

    /// As shares of the median, in the order of the rounds; nothing where the median is zero.
    private static func deviations(_ series: BenchmarkRounds.Series) -> [Double] {
        guard let median = Quantile.median(sorted: series.values.sorted()), median != 0 else { return [] }
        return series.values.map { ($0 - median) / abs(median) }.filter(\.isFinite)
    }

    func markup(_ series: BenchmarkRounds.Series) -> Markup {
        let half = Self.width / 2
        let deviations = Self.deviations(series)
        let step = deviations.count > 1 ? (Self.height - 6) / Double(deviations.count - 1) : 0
        func dots(beyond: Bool) -> [(x: Double, y: Double)] {
            deviations.enumerated().filter { (abs($1) > limit * (1 + 1e-9)) == beyond }.map { index, deviation in
                let share = min(max(deviation / limit, -1), 1)
                return (half + share * (half - Self.room), 3 + Double(index) * step)
            }
        }
        let outside = dots(beyond: true)
        return Markup(
            .svg, [.class: "spread", .width: Self.width, .height: Self.height, .ariaHidden: "true"]
        ) {
            Markup(.line, [.class: "zero", .x1: half, .x2: half, .y1: 0, .y2: Self.height])
            Markup(.path, [.d: PathData(dots: dots(beyond: false))])
            if !outside.isEmpty { Markup(.path, [.class: "beyond", .d: PathData(dots: outside)]) }
        }
    }
}
