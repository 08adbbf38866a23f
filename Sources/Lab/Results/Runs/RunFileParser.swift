/// Where the text of a run file is.
enum RunFileText {
    case file(String)
    case bytes([UInt8], name: String)

    var name: String {
        switch self {
        case .file(let path): path
        case .bytes(_, let name): name
        }
    }

    func forEachLine(_ body: (UnsafeRawBufferPointer, _ line: Int, _ isTerminated: Bool) throws -> Void) throws {
        switch self {
        case .file(let path):
            try LineReader(path: path, file: path).forEachLine(body)
        case .bytes(let bytes, _):
            try bytes.withUnsafeBytes { bytes in
                var start = 0
                var line = 1
                while start < bytes.count {
                    let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
                    try body(
                        UnsafeRawBufferPointer(rebasing: bytes[start..<(end ?? bytes.count)]), line, end != nil)
                    start = (end ?? bytes.count) + 1
                    line += 1
                }
            }
        }
    }
}

/// What is made of a run file's rounds.
protocol RoundCollector {
    /// Reads a line without all that is not needed, and says which round it is; false for a line that has to be read
    /// thoroughly.
    mutating func read(_ line: UnsafeRawBufferPointer) -> RoundPlace?
    /// Takes in the line that was read last.
    mutating func appendLine()
    mutating func append(_ round: Round, at place: RoundPlace)
}

/// Which round of a run file a line is; there is each once.
struct RoundPlace {
    /// As an index of the header's list.
    var benchmark: Int
    var number: Int
    var pass: MeasurementPlan.Pass
}

/// Reads a run file line by line: what holds for all that is made of one.
struct RunFileParser<Collector: RoundCollector> {
    struct Result {
        let header: RunHeader
        let collector: Collector
        let warnings: [String]
    }

    private let file: String
    private let makeCollector: (RunHeader) -> Collector
    private var body: RunFileBody<Collector>?
    private var warnings: [String] = []

    static func parse(_ text: RunFileText, collector: @escaping (RunHeader) -> Collector) throws -> Result {
        var parser = RunFileParser(file: text.name, makeCollector: collector)
        try text.forEachLine { bytes, line, isTerminated in
            try parser.parse(bytes, line: line, isTerminated: isTerminated)
        }
        return try parser.finish()
    }

    private init(file: String, makeCollector: @escaping (RunHeader) -> Collector) {
        self.file = file
        self.makeCollector = makeCollector
    }

    private mutating func parse(_ bytes: UnsafeRawBufferPointer, line: Int, isTerminated: Bool) throws(RunFileError) {
        do {
            if let place = body?.collector.read(bytes) {
                try body?.claim(place)
                body?.collector.appendLine()
                return
            }
        } catch {
            throw RunFileError(file: file, line: line, field: error.field, problem: error.problem)
        }
        let json: JSONValue
        do {
            json = try JSONValue(parsing: bytes)
        } catch {
            if !isTerminated, body != nil {
                warnings.append("\(file):\(line): the last line is cut off, as an interrupted run leaves it: left out")
                return
            }
            if body == nil {
                throw RunFileError(file: file, line: line, problem: "this is not a run file (\(error))")
            }
            let place = "\(error.message) at byte \(error.offset + 1)"
            throw error.path.isEmpty
                ? RunFileError(file: file, line: line, problem: "this is not JSON: \(place)")
                : RunFileError(file: file, line: line, field: error.path, problem: "is not JSON: \(place)")
        }
        do {
            if body == nil {
                let header = try RunHeader(json)
                body = RunFileBody(header, makeCollector(header))
            } else {
                try body?.append(json)
            }
        } catch {
            throw RunFileError(file: file, line: line, field: error.field, problem: error.problem)
        }
    }

    private func finish() throws(RunFileError) -> Result {
        guard let body else {
            throw RunFileError(file: file, problem: "the file is empty; a run file starts with a header line")
        }
        if body.header.benchmarks.isEmpty {
            throw RunFileError(file: file, line: 1, field: "benchmarks", problem: "is empty")
        }
        var warnings = warnings
        let (count, planned) = (body.places.count, body.header.plannedRounds)
        if count < planned {
            warnings.append("\(file): the run is not complete: \(count) of \(planned) rounds are there")
        }
        return Result(header: body.header, collector: body.collector, warnings: warnings)
    }
}

/// What was read behind a header.
private struct RunFileBody<Collector: RoundCollector> {
    let header: RunHeader
    private let metrics: [BenchmarkUnit: Metric]
    private let benchmarks: [String: Int]
    /// The places that are taken, as numbers: a set of hundreds of thousands is the faster for it.
    private(set) var places: Set<Int> = []
    var collector: Collector

    init(_ header: RunHeader, _ collector: Collector) {
        self.header = header
        self.collector = collector
        metrics = Dictionary(header.metrics.map { ($0.unit, $0) }) { first, _ in first }
        // What a header plans is not yet there.
        places.reserveCapacity(min(header.plannedRounds, 1 << 20))
        benchmarks = Dictionary(header.benchmarks.enumerated().map { ($1.name, $0) }) { first, _ in first }
    }

    mutating func append(_ json: JSONValue) throws(FieldError) {
        let round = try Round(json, metrics: metrics)
        guard let benchmark = benchmarks[round.key.benchmark] else {
            throw FieldError(field: "benchmark", problem: "'\(round.key.benchmark)' is not in the header")
        }
        let place = RoundPlace(benchmark: benchmark, number: round.key.number, pass: round.key.pass)
        try claim(place)
        collector.append(round, at: place)
    }

    /// Notes that a round is there.
    ///
    /// - Throws: `FieldError` if it is none of those that the header has planned, or was there before.
    mutating func claim(_ place: RoundPlace) throws(FieldError) {
        let planned = place.pass == .time ? header.timeRounds : header.countRounds
        if place.number >= planned {
            throw FieldError(
                field: "round",
                problem: "is \(place.number), but the header has \(planned) rounds of the pass, counted from 0")
        }
        // Below the limit of rounds, and so unique.
        let number = (place.benchmark * 2 + (place.pass == .time ? 0 : 1)) * RunHeader.roundLimit + place.number
        if !places.insert(number).inserted {
            let name = header.benchmarks[place.benchmark].name
            throw FieldError(
                field: "round", problem: "round \(place.number) of '\(name)' (\(place.pass)) is there twice")
        }
    }
}
