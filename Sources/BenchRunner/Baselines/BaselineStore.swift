import Glibc
import Lab

/// The stored baselines of a project: run files in one folder, under names.
///
/// A baseline is a run of which each round keeps its values, but not its samples: it is committed beside the code, and
/// comparisons are made over rounds anyway.
struct BaselineStore {
    let directory: String

    static let defaultDirectory = "Baselines"
    private static let fileExtension = ".jsonl"

    init(directory: String = defaultDirectory) { self.directory = directory }

    func path(of name: String) -> String { "\(directory)/\(name)\(Self.fileExtension)" }

    /// Whether a text can be the name of a baseline, and of a file that lies in the folder and is not hidden.
    static func isName(_ text: String) -> Bool {
        let isAllowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        // A name that starts with a dash could be typed in few places.
        return isAllowed && (1...100).contains(text.utf8.count) && !text.hasPrefix(".") && !text.hasPrefix("-")
    }

    /// The file that is meant: that of the stored baseline of this name, or else the file of this path. A file that
    /// happens to be called as a baseline is meant where its path has a slash.
    ///
    /// - Throws: `ValidationError` where there is neither, with what was looked for.
    func pathOfBaseline(_ text: String) throws -> String {
        if Self.isName(text), let stored = InputFile(argument: path(of: text)) { return stored.path }
        do {
            return try InputFile.read(argument: text).path
        } catch ArgumentProblem.because(let reason) {
            guard Self.isName(text) else { throw ValidationError("--baseline \(text.quoted): \(reason)") }
            throw ValidationError("\(try missing(text).message) (as a file: \(reason))")
        }
    }

    /// - Throws: `ValidationError` unless `name` can be the name of a baseline.
    private static func check(_ name: String) throws {
        if isName(name) { return }
        throw ValidationError(
            "\(name.quoted) cannot be the name of a baseline: use letters, digits, '-', '_' and '.', at most 100, "
                + "with a letter or digit first")
    }

    /// The names of all baselines, sorted.
    ///
    /// - Throws: `SystemError` if the folder is there and cannot be read.
    func names() throws -> [String] {
        guard let folder = opendir(directory) else {
            if errno == ENOENT { return [] }
            throw SystemError("reading \(directory)", code: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            let name = String(file.dropLast(Self.fileExtension.count))
            if file.hasSuffix(Self.fileExtension), Self.isName(name) { names.append(name) }
        }
        return names.sorted()
    }

    /// Reads a baseline.
    ///
    /// - Throws: `ValidationError` if there is none of that name; `RunFileError` or `ResultInputError` if it cannot be
    ///   used.
    func load(_ name: String) throws -> Run {
        try Self.check(name)
        guard access(path(of: name), F_OK) == 0 else { throw try missing(name) }
        return try Run(contentsOf: path(of: name))
    }

    /// What to say of a name that no baseline has.
    func missing(_ name: String) throws -> ValidationError {
        let names = try names()
        let nearest = NearestName.of(name, among: names).map { "; did you mean '\($0)'?" }
        let known = names.isEmpty ? "there is none yet" : "there are \(names.joined(separator: ", "))"
        return ValidationError("no baseline \(name.quoted) in \(directory)\(nearest ?? ": \(known)")")
    }

    /// Stores a run under a name, in place of what was there.
    ///
    /// - Throws: `ValidationError` for a name that cannot be one and for a run that is not whole; `RunFileError` or
    ///   `SystemError` if it cannot be written, with the old baseline as it was.
    func save(_ run: Run, as name: String, reason: String?) throws {
        try Self.check(name)
        try Self.checkIsWhole(run)
        if mkdir(directory, 0o777) != 0, errno != EEXIST { throw SystemError("making \(directory)", code: errno) }
        var header = run.header
        header.reason = reason
        // Written aside and moved, so that a full disk leaves the old baseline as it was.
        let temporary = "\(path(of: name)).\(getpid())"
        defer { unlink(temporary) }
        unlink(temporary)
        try Self.write(Self.ordered(run), header, to: temporary)
        if rename(temporary, path(of: name)) != 0 { throw SystemError("writing \(path(of: name))", code: errno) }
    }

    /// A gate would leave open for ever what its baseline lacks.
    private static func checkIsWhole(_ run: Run) throws {
        let failed = run.failedBenchmarks
        if !failed.isEmpty {
            throw ValidationError(
                "the run has failed benchmarks (\(failed.joined(separator: ", "))); a baseline has to be whole")
        }
        let (done, planned) = (run.rounds.count, run.header.plannedRounds)
        if done < planned {
            throw ValidationError(
                "the run is not finished, it has \(done) of \(planned) rounds: go on with it by 'run --resume' first")
        }
        if run.rounds.isEmpty { throw ValidationError("the run has no rounds") }
    }

    private static func write(_ rounds: [Round], _ header: RunHeader, to path: String) throws {
        let writer = try RunFileWriter(creating: path, header: header)
        for round in rounds { try writer.append(round) }
    }

    /// The rounds without their samples, in an order that depends on nothing but the run: each benchmark's behind each
    /// other, times before counts.
    private static func ordered(_ run: Run) -> [Round] {
        let places = Dictionary(run.header.benchmarks.enumerated().map { ($1.name, $0) }) { first, _ in first }
        func place(_ round: Round) -> (Int, Int, Int) {
            (places[round.key.benchmark] ?? 0, round.key.pass == .time ? 0 : 1, round.key.number)
        }
        return run.rounds.map(\.withoutSamples).sorted { place($0) < place($1) }
    }

    /// Removes a baseline.
    ///
    /// - Throws: `ValidationError` if there is none of that name; `SystemError` if it cannot be removed.
    func remove(_ name: String) throws {
        try Self.check(name)
        if unlink(path(of: name)) != 0 {
            if errno == ENOENT { throw try missing(name) }
            throw SystemError("removing \(path(of: name))", code: errno)
        }
    }
}
