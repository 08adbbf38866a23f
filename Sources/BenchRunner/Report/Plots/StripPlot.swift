import Lab

/// The rounds of one metric, a dot each, with the lanes of several runs one above the other on a common axis.
///
/// Inside a lane, rounds go from top to bottom as they were measured: a machine that gets slower shows as a slope.
struct StripPlot {
    /// The rounds of one run.
    struct Lane {
        let label: String
        /// Which of the page's runs it is, from which follows its colour.
        let place: Int
        let series: BenchmarkRounds.Series
        let summary: Summary
    }

    let unit: BenchmarkUnit
    let lanes: [Lane]
    /// What the plot's own anchors start with; no other plot's do.
    let id: String

    private static let captionHeight = 16.0
    private static let laneHeight = 34.0
    private static let gap = 8.0
    private static let axisHeight = 22.0
    /// Up to so many dots each tells its value when pointed at; more would make the page heavy.
    private static let dotLimit = 60

    /// - Returns: Nothing if there are no values that could be drawn.
    var markup: Markup {
        let values = lanes.flatMap(\.series.values) + lanes.flatMap { [$0.summary.low, $0.summary.high] }
        guard let axis = LinearAxis(covering: values.filter(\.isFinite), unit: unit) else { return .empty }
        let laneStep = Self.captionHeight + Self.laneHeight + Self.gap
        let bottom = Double(lanes.count) * laneStep - Self.gap + 4
        return Markup(
            .svg,
            [
                .class: "plot", .role: "img", .ariaLabelledBy: "\(id).title \(id).text",
                .height: bottom + Self.axisHeight,
            ]
        ) {
            Markup(.title, [.id: "\(id).title"]) { "\(unit.name), one dot a round" }
            Markup(.desc, [.id: "\(id).text"]) { lanes.map(description).joined(separator: " ") }
            axis.ticks(bottom: bottom)
            for (index, lane) in lanes.enumerated() {
                self.lane(lane, axis, top: Double(index) * laneStep)
            }
        }
    }

    private func lane(_ lane: Lane, _ axis: LinearAxis, top: Double) -> Markup {
        let dotsTop = top + Self.captionHeight
        let dotsBottom = dotsTop + Self.laneHeight
        return Markup(.g, [.class: "run-\(lane.place)"]) {
            if lane.summary.isBounded {
                Markup(
                    .rect,
                    [
                        .class: "band", .x: axis.share(lane.summary.low), .y: dotsTop,
                        .width: Share(axis.position(lane.summary.high) - axis.position(lane.summary.low)),
                        .height: Self.laneHeight,
                    ])
            }
            Markup(
                .line,
                [
                    .class: "centre", .x1: axis.share(lane.summary.centre), .x2: axis.share(lane.summary.centre),
                    .y1: dotsTop, .y2: dotsBottom,
                ])
            Markup(.text, [.x: Share(0), .y: top + 11, .class: "caption"]) { caption(lane) }
            dots(lane.series.points, axis, from: dotsTop + 4, to: dotsBottom - 4)
        }
    }

    private func dots(
        _ points: [(round: Int, value: Double)], _ axis: LinearAxis, from top: Double, to bottom: Double
    ) -> Markup {
        let step = points.count > 1 ? (bottom - top) / Double(points.count - 1) : 0
        return .group {
            for (index, point) in points.enumerated() where point.value.isFinite {
                let y = points.count > 1 ? top + Double(index) * step : (top + bottom) / 2
                Markup(.circle, [.cx: axis.share(point.value), .cy: y, .r: points.count > Self.dotLimit ? 1.5 : 2.5]) {
                    if points.count <= Self.dotLimit {
                        Markup(.title) { "round \(point.round): \(ValueNotation.text(point.value, unit))" }
                    }
                }
            }
        }
    }

    private func caption(_ lane: Lane) -> String {
        let reach = ValueNotation.reach(lane.summary)
        let value = ValueNotation.text(lane.summary.centre, unit)
        return "\(lane.label)\u{A0}\u{A0}\(value)\(reach.isEmpty ? "" : " \(reach)")"
    }

    private func description(_ lane: Lane) -> String {
        let values = lane.series.values
        guard let least = values.min(), let greatest = values.max() else { return "" }
        let bounds = ValueNotation.bounds(lane.summary, unit)
        return
            "\(lane.label): \(ValueNotation.count(values.count, "round")) from \(ValueNotation.text(least, unit)) to "
            + "\(ValueNotation.text(greatest, unit)), median \(ValueNotation.text(lane.summary.centre, unit))"
            + (bounds.isEmpty ? ", too few rounds for an interval." : ", interval \(bounds).")
    }
}
