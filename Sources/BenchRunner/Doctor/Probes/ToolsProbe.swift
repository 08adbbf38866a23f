/// Which programs are installed that help to understand a measurement.
struct ToolsProbe: Probe {
    /// Directories to look in, as `PATH` has them.
    let path: [String]

    private static let tools: KeyValuePairs = [
        "valgrind": "exact instruction counts without hardware counters",
        "perf": "profiles of kernel and hardware events",
        "go": "pprof's web view (go tool pprof) of a profile",
        "chromium": "pictures of reports",
    ]

    func findings(_ files: SystemFiles) -> [Finding] {
        let isInstalled = { (name: String) in path.contains { files.isExecutable("\($0)/\(name)") } }
        let present = Self.tools.filter { isInstalled($0.key) }.map(\.key)
        let missing = Self.tools.filter { !isInstalled($0.key) }
        let finding = present.isEmpty ? "none" : present.joined(separator: ", ")
        guard !missing.isEmpty else { return [Finding("tools", .ok, finding)] }
        let packages = missing.map { ["perf": "linux-perf", "go": "golang-go"][$0.key] ?? $0.key }
        return [
            Finding(
                "tools", .note, finding,
                effect: "Missing: " + missing.map { "\($0.key) (\($0.value))" }.joined(separator: "; ") + ".",
                command: "sudo apt-get install \(packages.joined(separator: " "))")
        ]
    }
}
