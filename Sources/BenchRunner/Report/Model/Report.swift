import Lab

/// What a report page tells: runs, and what became of each against the base.
struct Report: Sendable {
    /// At least one. The first is the base where there are several.
    let runs: [ReportRun]
    /// Every run but the first, compared with it.
    let comparisons: [ReportComparison]
    /// Every benchmark of any run, in the order of the last run, with those that only others have behind.
    let benchmarks: [String]
    /// The command that makes the same page again, as a shell takes it.
    let command: String
    /// The name and version of the program that made it.
    let generator: String

    /// Compares every run but the first with it.
    ///
    /// - Parameters:
    ///   - files: At least one; their labels tell them apart.
    ///   - filter: Benchmarks that it does not select are left out.
    /// - Throws: `ReportError` for an input that nothing can be reported of.
    init(
        _ files: [ResultFile], filter: Filter? = nil, options: ComparisonOptions = ComparisonOptions(),
        policy: GatePolicy = GatePolicy(), command: String, generator: String
    ) throws {
        precondition(!files.isEmpty, "a report is of one run at least")
        runs = try files.map { try ReportRun($0, filter: filter, confidence: options.confidence) }
        var comparisons: [ReportComparison] = []
        for (head, file) in zip(runs, files).dropFirst() {
            comparisons.append(
                try ReportComparison(
                    base: runs[0], head: head, files: [files[0], file], filter: filter, options: options,
                    policy: policy))
        }
        self.comparisons = comparisons
        var seen: Set<String> = []
        benchmarks = ([runs[runs.count - 1]] + runs).flatMap(\.benchmarks).map(\.entry.name)
            .filter { seen.insert($0).inserted }
        if benchmarks.isEmpty { throw ReportError.nothingSelected }
        self.command = command
        self.generator = generator
    }

    /// Whether something was compared, rather than one run shown.
    var isComparison: Bool { runs.count > 1 }
}

/// Why there is nothing to make a report of.
enum ReportError: Error, Equatable, CustomStringConvertible {
    case notARun(file: String)
    case noRounds(file: String)
    case nothingSelected

    var description: String {
        switch self {
        case .notARun(let file):
            "\(file): this is Go benchmark text, and a report is made of run files; 'compare' takes both"
        case .noRounds(let file):
            "\(file): the run has not one finished round, so there is nothing to report; go on with it by 'run --resume'"
        case .nothingSelected:
            "--filter selects no benchmark of these runs"
        }
    }
}
