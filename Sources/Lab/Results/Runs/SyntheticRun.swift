/// Makes run files of any size from a seed, for measuring and testing what reads them.
public enum SyntheticRun {
    /// The text of a run file in which every benchmark has the same distribution of times.
    ///
    /// - Parameters:
    ///   - benchmarks: How many, called `synthetic/work/n=0` and so on.
    ///   - rounds: Of each.
    ///   - seed: What the times are drawn from.
    ///   - factor: What every time is multiplied by: 1.1 makes a run that is 10 % slower.
    public static func text(benchmarks: Int, rounds: Int, seed: UInt64, factor: Double = 1) -> [UInt8] {
        let entries = (0..<benchmarks).map {
            RunHeader.BenchmarkEntry(name: "synthetic/work/n=\($0)", kind: .rate, tags: [], throughput: nil)
        }
        let header = RunHeader(
            started: "2026-01-01T00:00:00Z",
            environment: RunEnvironment(
                cpu: "synthetic", cores: 2, memory: 1 << 30, kernel: "synthetic", architecture: "x86_64",
                operatingSystem: "synthetic", toolchain: "synthetic", build: "release"),
            revision: nil, seed: seed, timeRounds: rounds, countRounds: 0, sampleSeconds: 0.1, precision: nil,
            metricGroups: [.time], benchmarks: entries, metrics: [.wallTime])
        var random = SplitMix64(seed: seed)
        var text = header.json.text() + "\n"
        for entry in entries {
            for number in 0..<rounds {
                // The sum of a few uniform numbers is near enough to a normal one.
                let noise = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -0.01...0.01, using: &random) }
                let time = 1e-6 * factor * (1 + noise)
                let measurement = RoundMeasurement(
                    iterationsPerSample: 1_000, warmUp: nil, series: [.init(metric: .wallTime, samples: [time])])
                let key = Round.Key(benchmark: entry.name, number: number, pass: .time)
                text += Round(key: key, outcome: .measured(measurement)).json.text() + "\n"
            }
        }
        return Array(text.utf8)
    }
}
