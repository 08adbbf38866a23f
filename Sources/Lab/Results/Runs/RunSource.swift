/// A run as a source of results, for comparing it with other runs and with Go benchmark text.
///
/// Every measured round is one result: the round is the unit of replication.
public struct RunSource: ResultSource {
    public let run: Run
    /// What the run is called: the value of `.file`.
    public let label: String
    /// Whether the metrics are left out that are recorded for diagnosis only.
    public let omitsDiagnostics: Bool

    public init(_ run: Run, label: String, omitsDiagnostics: Bool = false) {
        self.run = run
        self.label = label
        self.omitsDiagnostics = omitsDiagnostics
    }

    public func forEachRecord(_ body: (ResultRecord) throws -> Void) throws {
        for metric in run.header.metrics {
            try body(.unit(.init(metric.unit, .better(metric.direction)), at: nil))
            try body(.unit(.init(metric.unit, .kind(metric.kind)), at: nil))
        }
        let configuration = run.header.environment.configuration
        let rounds = Dictionary(grouping: run.rounds, by: \.key.benchmark)
        // In the order of the program, and not in the random one of the rounds: tables go by what comes first.
        for entry in run.header.benchmarks {
            for round in rounds[entry.name] ?? [] {
                guard case .measured(let measurement) = round.outcome else { continue }
                try body(.result(result(of: round, measurement, entry, configuration)))
            }
        }
    }

    private func result(
        of round: Round, _ measurement: RoundMeasurement, _ entry: RunHeader.BenchmarkEntry,
        _ configuration: ResultConfiguration
    ) -> BenchmarkResult {
        let values = measurement.values(throughput: omitsDiagnostics ? nil : entry.throughput)
            .filter { !omitsDiagnostics || !$0.metric.isDiagnostic }
        return BenchmarkResult(
            name: BenchmarkName(round.key.benchmark), configuration: configuration, file: label, tags: entry.tags,
            iterations: measurement.iterationsPerSample,
            measurements: values.map { .init($0.value, $0.metric.unit) })
    }
}

extension RunEnvironment {
    /// The environment by the keys that Go's benchmark text has, and more of the kind.
    public var configuration: ResultConfiguration {
        [
            "goos": "linux", "goarch": architecture, "cpu": cpu, "cores": "\(cores)", "kernel": kernel,
            "toolchain": toolchain, "build": build,
        ]
    }
}
