import Lab

/// What the user asked `run` for; nil where nothing was said.
struct RunRequest: Sendable {
    var filter: String?
    var rounds: Int?
    var sampleSeconds: Double?
    var precision: Double?
    var metrics: [MetricGroup] = []
    var seed: UInt64?
    /// The run file to write, or the one to go on with.
    var out: String?
    var resume: String?
    /// What to profile each benchmark for, in rounds of their own; nil for nothing.
    var profile: ProfileKind?
    var json = false

    static let defaultRounds = 10
    /// Counts are the same in every round, but for two to tell whether they are.
    static let countRounds = 2
    static let defaultSampleSeconds = 0.2
}
