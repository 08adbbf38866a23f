import Lab

/// One run of a report.
struct ReportRun: Sendable {
    /// What the page calls it; no other run of the page is called the same.
    let label: String
    let path: String
    let header: RunHeader
    /// Of all intervals, 0 to 1.
    let confidence: Double
    /// What its rounds gave, in the order of the run.
    let benchmarks: [BenchmarkRounds]
    private let places: [String: Int]
    /// Profiles that were left beside the run, by benchmark.
    let profiles: [String: [BenchmarkProfile]]
    /// What was left out of the file.
    let warnings: [String]

    /// - Throws: `ReportError` where the input is no run, or one without a round; `RunFileError`.
    init(_ file: ResultFile, filter: Filter?, confidence: Double) throws {
        guard file.run != nil else { throw ReportError.notARun(file: file.input.path) }
        // What comparisons are made of has no samples, warm-ups and histograms, and the page shows them.
        let run = try Run(contentsOf: file.input.path)
        if run.rounds.isEmpty { throw ReportError.noRounds(file: file.input.path) }
        label = file.input.label
        path = file.input.path
        header = run.header
        self.confidence = confidence
        let entries = run.header.benchmarks.filter { entry in
            filter?.mayAccept(
                BenchmarkResult(name: BenchmarkName(entry.name), file: file.input.label, tags: entry.tags)) ?? true
        }
        var benchmarks = entries.map { BenchmarkRounds($0, confidence: confidence) }
        let places = Dictionary(entries.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for round in run.rounds {
            if let place = places[round.key.benchmark] { benchmarks[place].add(round) }
        }
        self.benchmarks = benchmarks
        self.places = places
        var profiles: [String: [BenchmarkProfile]] = [:]
        var problems: [String] = []
        for entry in entries {
            let found = BenchmarkProfile.profiles(of: entry.name, besideRunAt: file.input.path)
            profiles[entry.name] = found.profiles
            problems += found.problems
        }
        self.profiles = profiles
        warnings = run.warnings + problems
    }

    /// What the rounds of a benchmark gave; nil if the run does not have it.
    subscript(benchmark: String) -> BenchmarkRounds? { places[benchmark].map { benchmarks[$0] } }

    /// The benchmarks of which a round failed.
    var failed: [BenchmarkRounds] { benchmarks.filter { !$0.failures.isEmpty } }
}
