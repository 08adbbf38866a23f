extension Run {
    /// Reads a run file.
    ///
    /// A last line without its end is what an interrupted run leaves: it is left out, with a warning. A warning, too, is
    /// that there are fewer rounds than the header has planned. Anything else that is not as the format says is an error.
    ///
    /// - Throws: `RunFileError`, with the line and the member that is wrong; `ResultInputError` where the file cannot
    ///   be read at all.
    public init(contentsOf path: String) throws {
        var parser = RunFileParser(file: path)
        let reader = try LineReader(path: path, file: path)
        try reader.forEachLine { bytes, line, isTerminated in
            try parser.parse(bytes, line: line, isTerminated: isTerminated)
        }
        self = try parser.finish()
    }

    /// Reads a run file that is in memory; as for a path.
    ///
    /// - Parameter file: What the text is called in errors.
    public init(contents: [UInt8], file: String) throws {
        var parser = RunFileParser(file: file)
        try contents.withUnsafeBytes { bytes in
            var start = 0
            var line = 1
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
                try parser.parse(
                    UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? bytes.count)]), line: line,
                    isTerminated: end != nil)
                start = (end ?? bytes.count) + 1
                line += 1
            }
        }
        self = try parser.finish()
    }
}

private struct RunFileParser {
    let file: String
    var header: RunHeader?
    var rounds: [Round] = []
    var keys: Set<Round.Key> = []
    var names: Set<String> = []
    var metrics: [BenchmarkUnit: Metric] = [:]
    var warnings: [String] = []

    init(file: String) { self.file = file }

    mutating func parse(_ bytes: UnsafeRawBufferPointer, line: Int, isTerminated: Bool) throws(RunFileError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            if !isTerminated, header != nil {
                warnings.append("\(file):\(line): the last line is cut off, as an interrupted run leaves it: left out")
                return
            }
            throw RunFileError(
                file: file, line: line,
                problem: header == nil ? "this is not a run file (\(error))" : "this is not JSON: \(error)")
        }
        do {
            if let header {
                try take(round: Round(json, metrics: metrics), of: header)
            } else {
                try take(header: RunHeader(json))
            }
        } catch {
            throw RunFileError(file: file, line: line, field: error.field, problem: error.problem)
        }
    }

    private mutating func take(header: RunHeader) throws(FieldError) {
        metrics = Dictionary(header.metrics.map { ($0.unit, $0) }) { first, _ in first }
        names = Set(header.benchmarks.map(\.name))
        self.header = header
    }

    private mutating func take(round: Round, of header: RunHeader) throws(FieldError) {
        if !names.contains(round.key.benchmark) {
            throw FieldError(field: "benchmark", problem: "'\(round.key.benchmark)' is not in the header")
        }
        let planned = round.key.pass == .time ? header.timeRounds : header.countRounds
        if round.key.number >= planned {
            throw FieldError(
                field: "round",
                problem: "is \(round.key.number), but the header has \(planned) rounds of the pass, counted from 0")
        }
        if !keys.insert(round.key).inserted {
            throw FieldError(
                field: "round",
                problem: "round \(round.key.number) of '\(round.key.benchmark)' (\(round.key.pass)) is there twice")
        }
        rounds.append(round)
    }

    func finish() throws(RunFileError) -> Run {
        guard let header else {
            throw RunFileError(file: file, problem: "the file is empty; a run file starts with a header line")
        }
        if header.benchmarks.isEmpty {
            throw RunFileError(file: file, line: 1, field: "benchmarks", problem: "is empty")
        }
        var run = Run(header: header, rounds: rounds)
        run.warnings = warnings
        let planned = header.benchmarks.count * (header.timeRounds + header.countRounds)
        if rounds.count < planned {
            run.warnings.append("\(file): the run is not complete: \(rounds.count) of \(planned) rounds are there")
        }
        return run
    }
}
