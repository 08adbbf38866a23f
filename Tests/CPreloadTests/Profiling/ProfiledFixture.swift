import Glibc
import Profilers

/// `FixtureProfiled`, run under the preload library with a folder of its own for the journals.
struct ProfiledFixture {
    let outcome: Command.Outcome
    let recordings: [Recording]
    /// Notes that processes left instead of a journal.
    let failures: [String]

    /// - Parameters:
    ///   - rate: Samples a second and thread.
    ///   - limit: Seconds after which the program is killed: it hangs.
    ///   - ended: How many processes must have ended before the journals are read, where the command does not wait for them.
    init(_ arguments: String..., clock: String = "cpu", rate: Int = 1000, limit: Int = 60, ended: Int = 0) throws {
        var template = Array("/tmp/profiled-fixture-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Command.Failure(description: "mkdtemp: errno \(errno)") }
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        // Some cases go on as another user.
        chmod(folder, 0o1733)
        defer { Self.remove(folder) }
        outcome = try Command(
            path: "\(Fixtures.products)/FixtureProfiled",
            arguments: arguments.map { $0 == "FOLDER/file" ? "\(folder)/file" : $0 },
            environment: [
                "LD_PRELOAD": Fixtures.preloadLibrary, "LAB_PROFILE_KIND": clock, "LAB_PROFILE_RATE": "\(rate)",
                "LAB_PROFILE_DIRECTORY": folder, "SWIFT_BACKTRACE": "enable=no",
            ]
        ).run(limit: limit)
        var read = try Self.recordings(in: folder)
        for _ in 0..<limit * 100 where read.filter(\.isComplete).count < ended {
            usleep(10000)
            read = try Self.recordings(in: folder)
        }
        recordings = read
        failures = Self.names(in: folder).sorted().filter { $0.hasSuffix(".failure") }
    }

    /// The samples of the recordings, as counts of the processes' own accounts.
    var taken: UInt64 { recordings.reduce(0) { $0 + $1.accounting.taken } }

    private static func recordings(in folder: String) throws -> [Recording] {
        try names(in: folder).sorted().filter { $0.hasSuffix(".journal") }.map {
            try Recording(journalAt: "\(folder)/\($0)")
        }
    }

    private static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) })
        }
        return names.filter { $0 != "." && $0 != ".." }
    }

    private static func remove(_ folder: String) {
        for name in names(in: folder) { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}

extension Recording {
    /// How many samples the journal itself holds.
    var held: Int64 {
        let profile = profile()
        return profile.samples.indices.reduce(0) { $0 + profile.samples.value($1, ofType: 0) }
    }
}
