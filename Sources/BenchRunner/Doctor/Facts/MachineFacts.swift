/// What has to be tried out, since no file tells.
struct MachineFacts: Sendable {
    var clock: ClockFacts
    var counters: CounterFacts
    var activity: ActivityFacts
    var preload: PreloadFacts
    /// Whether the library is there that stacks are unwound with.
    var hasUnwinder = true
    var isDebugBuild: Bool
    /// The directories of `PATH`.
    var path: [String]

    /// Tries it out, in about half a second.
    ///
    /// - Parameter preloadCheck: arguments that make this program call `PreloadFacts.check()`.
    static func measured(_ files: SystemFiles, preloadCheck: [String]) -> MachineFacts {
        // First the look at others, so that what is tried here is not in it.
        let activity = ActivityFacts.measured(files)
        return MachineFacts(
            clock: .measured(), counters: .measured(), activity: activity, preload: .measured(arguments: preloadCheck),
            hasUnwinder: UnwinderFacts.isThere, isDebugBuild: BuildProbe.isDebugBuild,
            path: (ProcessEnvironment["PATH"] ?? "").split(separator: ":").map(String.init))
    }
}
