import Glibc
import Lab
import Profilers

/// Profiles a command: `bench profile -- COMMAND…`.
struct CommandProfiling {
    var command: [String]
    var kind: ProfileKind
    /// Samples a second and thread.
    var rate: Int
    /// The file to write; nil for one named after the program.
    var out: String?
    /// Writes a profile for each process instead of one for all.
    var isPerProcess = false
    var json = false

    /// Nothing was profiled.
    struct NothingProfiled: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs the command, writes the profile and tells of it.
    ///
    /// - Returns: The command's status.
    /// - Throws: Everything that is wrong before the command is started; `NothingProfiled`; `UnwrittenProfile`.
    func run() throws -> ExitCode {
        let variables = ProcessEnvironment.current
        let file = try CommandFile(command, searchPath: variables["PATH"] ?? "/usr/bin:/bin")
        let executable = ProgramFiles.executable
        guard let library = ProgramFiles.preloadLibrary(beside: executable) else {
            throw ValidationError(
                "libLabPreload.so, which samples the command, is not beside \(executable)\n"
                    + "build it with: swift build -c release --product LabPreload")
        }
        let name = ProfileName.lastPart(of: command.first ?? "")
        let output = try ProfileFile(out ?? ProfileName.free(for: name, kind: kind))
        let folder = try JournalFolder()
        let environment = try ProfiledEnvironment(kind: kind, rate: rate, folder: folder.path, library: library)
            .added(to: variables)
        let run = try ProfiledRun(file, environment: environment)
        let recorded = Self.read(folder)
        guard !recorded.processes.isEmpty else { throw Self.nothingProfiled(folder, run) }
        var summary = summary(of: recorded)
        summary.running = folder.running
        summary.seconds = run.seconds
        summary.commandCPUSeconds = run.cpuSeconds
        summary.ending = .init(status: run.status, signal: run.signal)
        try UnwrittenProfile.keeping(folder) {
            summary.files = try write(
                recorded, to: output, comment: "command: " + command.joined(separator: " "))
        }
        if !folder.failures.isEmpty {
            Message.warning("not all was profiled: \(folder.failures.joined(separator: "; "))").print()
        }
        summary.incomplete = recorded.incomplete.subtracting(summary.running).count
        summary.show(json: json)
        return ExitCode(run.status)
    }

    /// Makes the profile of journals that an earlier call has kept, and removes them.
    ///
    /// - Throws: `ValidationError` where there are none; `UnwrittenProfile`.
    func recover(from path: String) throws {
        let folder = JournalFolder(kept: path)
        let recorded = Self.read(folder)
        guard let part = recorded.parts.first else {
            throw ValidationError("\(path.quoted) holds no samples: is it the folder that 'profile' has named?")
        }
        let output = try ProfileFile(out ?? ProfileName.free(for: part.program, kind: kind))
        var summary = summary(of: recorded)
        try UnwrittenProfile.keeping(folder) { summary.files = try write(recorded, to: output, comment: nil) }
        folder.release()
        summary.show(json: json)
    }

    private static func read(_ folder: JournalFolder) -> RecordedProfiles {
        var recorded = RecordedProfiles()
        for journal in folder.journals { recorded.add(journal) }
        for problem in recorded.problems { Message.warning(problem).print() }
        return recorded
    }

    private func summary(of recorded: RecordedProfiles) -> ProfileSummary {
        var summary = ProfileSummary(kind: kind, askedRate: rate)
        summary.counts = recorded.counts
        summary.processes = recorded.processes.count
        return summary
    }

    /// Writes what there is; the paths of the files.
    private func write(_ recorded: RecordedProfiles, to output: ProfileFile, comment: String?) throws -> [String] {
        func bytes(_ profile: Profile) throws -> [UInt8] {
            var profile = profile
            // Arguments can be a whole program; a profile is not where anybody looks for them.
            if let comment { profile.comments.append(comment.count > 240 ? comment.prefix(239) + "…" : comment) }
            return try profile.pprof()
        }
        if isPerProcess {
            return try recorded.byProcess().map { part in
                let path = ProfileName.path(output.path, for: "\(part.program)-\(part.process)")
                try ProfileFile(path).write(try bytes(part.profile))
                return path
            }
        }
        guard let profile = try recorded.merged() else { return [] }
        try output.write(try bytes(profile))
        return [output.path]
    }

    private static func nothingProfiled(_ folder: JournalFolder, _ run: ProfiledRun) -> NothingProfiled {
        let ending = run.signal.map { "was ended by \(SignalName.describe($0))" } ?? "ended with status \(run.status)"
        let reasons = folder.failures
        if !reasons.isEmpty {
            return NothingProfiled(
                description: "nothing was profiled: \(reasons.joined(separator: "; ")); the command \(ending)")
        }
        return NothingProfiled(
            description:
                "nothing was profiled: the command \(ending), and no process of it had loaded the preload library "
                + "(a program that makes processes with privileges of their own, or clears its environment, is such a one)"
        )
    }
}

extension ProfileSummary {
    /// Tells on standard error, where a command's own output is not; as JSON on one line.
    func show(json: Bool) {
        if json {
            StandardError.print(self.json.text())
            return
        }
        if files.isEmpty { Message.warning("no sample was taken: too little was run; no profile is written").print() }
        Message.note(text(tool: CommandLineTool.current?.name ?? "bench")).print()
    }
}

/// A profile that could not be written, though it was recorded.
struct UnwrittenProfile: Error, CustomStringConvertible {
    let reason: String
    let folder: String

    var description: String {
        "the profile could not be written: \(reason)\nwhat was recorded is kept in \(folder); once there is room: "
            + "\(CommandLineTool.current?.name ?? "bench") profile --journals \(folder.quotedForShell)"
    }

    /// Keeps the journals where `body` fails.
    ///
    /// - Throws: `UnwrittenProfile`.
    static func keeping(_ folder: JournalFolder, _ body: () throws -> Void) throws(UnwrittenProfile) {
        do {
            try body()
        } catch {
            folder.keep()
            throw UnwrittenProfile(reason: "\(error)", folder: folder.path)
        }
    }
}
