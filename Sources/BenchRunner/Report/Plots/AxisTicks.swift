import Lab

extension LinearAxis {
    /// The axis as it stands below a plot: a line down each tick, and its label under the line.
    ///
    /// - Parameter bottom: Where the plot ends, in pixels from the top.
    func ticks(bottom: Double) -> Markup {
        Markup(.g, [.class: "axis"]) {
            for tick in ticks {
                Markup(.line, [.x1: share(tick), .x2: share(tick), .y1: 0, .y2: bottom + 4])
                Markup(.text, [.x: share(tick), .y: bottom + 16, .class: "middle"]) { label(tick) }
            }
        }
    }
}
