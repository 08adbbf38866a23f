/// Decides when progress is worth showing.
struct ProgressSchedule: Sendable {
    enum Mode: Sendable { case bar, lines, silent }

    let mode: Mode

    /// Work shorter than this is over before anybody wonders.
    static let patience = Duration.seconds(2)
    /// Faster than this nobody reads, and each drawing costs time on a machine that is measuring.
    static let barInterval = Duration.milliseconds(100)
    /// Often enough that a CI service does not take the job for dead, and few enough lines to read.
    static let lineInterval = Duration.seconds(10)
    /// Before this there is too little to estimate from.
    static let estimateDelay = Duration.milliseconds(300)

    /// - Parameter lastShown: the elapsed time at which progress was shown last; nil if it never was.
    func isDue(_ progress: Progress, lastShown: Duration?) -> Bool {
        switch mode {
        case .silent: return false
        case .lines: return progress.elapsed - (lastShown ?? .zero) >= Self.lineInterval
        case .bar:
            if let lastShown { return progress.elapsed - lastShown >= Self.barInterval }
            if progress.elapsed >= Self.patience { return true }
            guard progress.elapsed >= Self.estimateDelay, let remaining = progress.remaining else { return false }
            return progress.elapsed + remaining > Self.patience
        }
    }
}
