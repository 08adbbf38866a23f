/// Whether the benchmarks are built the way they will run.
struct BuildProbe: Probe {
    let isDebug: Bool

    /// Whether this program was built without optimization; SwiftPM builds all targets alike.
    static var isDebugBuild: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    func findings(_ files: SystemFiles) -> [Finding] {
        guard isDebug else { return [Finding("build", .ok, "release")] }
        return [
            Finding(
                "build", .problem, "debug",
                effect: "Nothing is optimized: times and allocations say nothing of the program that users run.",
                advice: "Build for release: swift run -c release …")
        ]
    }
}
