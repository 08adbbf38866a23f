import Glibc
import Lab

/// The stored baselines of a project: run files in one folder, under names.
///
/// A baseline is a run of which each round keeps its values, but not its samples: it is committed beside the code, and
/// comparisons are made over rounds anyway.
struct BaselineStore {
    let directory: String

    static let defaultDirectory = "Baselines"

    init(directory: String = defaultDirectory) { self.directory = directory }

    func path(of name: String) -> String { "\(directory)/\(name).jsonl" }

    /// Checks that `name` can be the name of a baseline, and of a file.
    ///
    /// - Throws: `ValidationError`.
    static func check(name: String) throws {
        let allowed = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        guard allowed, !name.isEmpty, name.count <= 100, !name.hasPrefix(".") else {
            throw ValidationError(
                "\(name.quoted) cannot be the name of a baseline: use letters, digits, '-', '_' and '.', at most 100")
        }
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
            if file.hasSuffix(".jsonl") { names.append(String(file.dropLast(".jsonl".count))) }
        }
        return names.sorted()
    }

    /// Reads a baseline.
    ///
    /// - Throws: `ValidationError` if there is none of that name; `RunFileError` if it cannot be used.
    func load(_ name: String) throws -> Run {
        try Self.check(name: name)
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
    /// - Throws: `ValidationError` for a run with failed benchmarks; `RunFileError` if it cannot be written.
    func save(_ run: Run, as name: String, reason: String?) throws {
        try Self.check(name: name)
        if let failed = run.failedBenchmarks.first {
            throw ValidationError("the run has failed benchmarks (\(failed)); a baseline has to be whole")
        }
        if run.rounds.isEmpty { throw ValidationError("the run has no finished round") }
        mkdir(directory, 0o777)
        var header = run.header
        header.reason = reason
        // Written aside and moved, so that a full disk leaves the old baseline as it was.
        let temporary = path(of: name) + ".new"
        unlink(temporary)
        do {
            let writer = try RunFileWriter(creating: temporary, header: header)
            let rounds = run.rounds.map(\.withoutSamples)
                .sorted {
                    ($0.key.benchmark, $0.key.pass.rawValue, $0.key.number) < (
                        $1.key.benchmark, $1.key.pass.rawValue, $1.key.number
                    )
                }
            for round in rounds { try writer.append(round) }
        } catch {
            unlink(temporary)
            throw error
        }
        if rename(temporary, path(of: name)) != 0 { throw SystemError("writing \(path(of: name))", code: errno) }
    }

    /// Removes a baseline.
    ///
    /// - Throws: `ValidationError` if there is none of that name.
    func remove(_ name: String) throws {
        try Self.check(name: name)
        if unlink(path(of: name)) != 0 {
            if errno == ENOENT { throw try missing(name) }
            throw SystemError("removing \(path(of: name))", code: errno)
        }
    }
}
