/// A run as a source of results, for comparing it with other runs and with Go benchmark text.
///
/// Every measured round is one result: the round is the unit of replication.
public struct RunSource: ResultSource {
    /// The run without its samples.
    public let run: ReducedRun
    /// What the run is called: the value of `.file`.
    public let label: String

    /// - Parameter omitsDiagnostics: Whether the metrics are left out that are recorded for diagnosis only.
    public init(_ run: Run, label: String, omitsDiagnostics: Bool = false) {
        self.init(ReducedRun(run, omittingDiagnostics: omitsDiagnostics), label: label)
    }

    /// A run that has been reduced already, with all metrics that were kept.
    public init(_ run: ReducedRun, label: String) {
        self.run = run
        self.label = label
    }

    public func forEachRecord(_ body: (ResultRecord) throws -> Void) throws {
        try run.forEachRecord(label: label, body)
    }
}

extension RunEnvironment {
    /// The environment by the keys that Go's benchmark text has, in its words, and more of the kind.
    public var configuration: ResultConfiguration {
        // Go's text has the model alone, as `cpu`.
        let details = cpu.firstRange(of: " (family ")?.lowerBound ?? cpu.endIndex
        return [
            "goos": "linux", "goarch": Self.goArchitectures[architecture] ?? architecture,
            "cpu": String(cpu[..<details]), "cpu-model": String(cpu[details...].dropFirst(2).dropLast()),
            "cores": "\(cores)", "kernel": kernel, "toolchain": toolchain, "build": build,
        ]
    }

    /// What Go calls the architectures that the kernel names otherwise.
    private static let goArchitectures = ["x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i686": "386"]
}
