extension Run {
    /// Reads a run file.
    ///
    /// A last line without its end is what an interrupted run leaves: it is left out, with a warning. A warning, too, is
    /// that there are fewer rounds than the header has planned. Anything else that is not as the format says is an error.
    ///
    /// - Throws: `RunFileError`, with the line and the member that is wrong; `ResultInputError` where the file cannot
    ///   be read at all.
    public init(contentsOf path: String) throws {
        self = try RunFileParser<WholeRounds>.parse(.file(path)) { _ in WholeRounds() }.run
    }

    /// Reads a run file that is in memory; as for a path.
    ///
    /// - Parameter file: What the text is called in errors.
    public init(contents: [UInt8], file: String) throws {
        self = try RunFileParser<WholeRounds>.parse(.bytes(contents, name: file)) { _ in WholeRounds() }.run
    }
}

extension ReducedRun {
    /// Reads a run file without keeping its samples: as `Run.init(contentsOf:)`, but for members that a comparison does not use.
    ///
    /// - Parameter omittingDiagnostics: Whether the metrics are left out that are recorded to explain others only.
    /// - Throws: As `Run.init(contentsOf:)`.
    public init(contentsOf path: String, omittingDiagnostics: Bool = false) throws {
        self = try Self.read(.file(path), omittingDiagnostics)
    }

    /// Reads a run file that is in memory; as for a path.
    ///
    /// - Parameter file: What the text is called in errors.
    public init(contents: [UInt8], file: String, omittingDiagnostics: Bool = false) throws {
        self = try Self.read(.bytes(contents, name: file), omittingDiagnostics)
    }

    private static func read(_ source: RunFileText, _ omitsDiagnostics: Bool) throws -> ReducedRun {
        let result = try RunFileParser<ReducedRounds>.parse(source) { header in
            ReducedRounds(header, omittingDiagnostics: omitsDiagnostics)
        }
        var run = result.collector.run
        run.warnings = result.warnings
        return run
    }
}

/// Keeps all that a file has of each round.
private struct WholeRounds: RoundCollector {
    var rounds: [Round] = []

    mutating func read(_ line: UnsafeRawBufferPointer) -> RoundPlace? { nil }
    mutating func appendLine() {}
    mutating func append(_ round: Round, at place: RoundPlace) { rounds.append(round) }
}

/// Keeps one value a round and metric.
private struct ReducedRounds: RoundCollector {
    var run: ReducedRun
    private var reader: RoundLineReader

    init(_ header: RunHeader, omittingDiagnostics: Bool) {
        run = ReducedRun(header, omittingDiagnostics: omittingDiagnostics)
        reader = RoundLineReader(header, omittingDiagnostics: omittingDiagnostics)
    }

    mutating func read(_ line: UnsafeRawBufferPointer) -> RoundPlace? {
        guard reader.read(line) else { return nil }
        return RoundPlace(benchmark: reader.benchmark, number: reader.number, pass: reader.pass)
    }

    mutating func appendLine() { run.append(reader) }
    mutating func append(_ round: Round, at place: RoundPlace) { run.append(round, of: place.benchmark) }
}

extension RunFileParser.Result where Collector == WholeRounds {
    var run: Run {
        var run = Run(header: header, rounds: collector.rounds)
        run.warnings = warnings
        return run
    }
}
