import Profilers

/// What was read from the journals of a folder, or from some journals: profiles that have not been given names yet.
struct RecordedProfiles {
    /// What one process recorded while it was one program.
    struct Part {
        /// The program's file name.
        let program: String
        let process: Int32
        var profile: Profile
    }

    private(set) var parts: [Part] = []
    /// What comments tell of, by process: of those without a sample, too, whose time nothing stands for.
    private var sources: [(process: Int32, source: RecordedComments.Source)] = []
    private var areBenchmarks = false
    private(set) var counts = RecordedCounts()
    /// The processes that were sampled, whether or not there was anything to sample.
    private(set) var processes: Set<Int32> = []
    /// Processes of which a journal has no end: they still run, were killed, or could not write it.
    private(set) var incomplete: Set<Int32> = []
    /// Journals that could not be read, and what of others is missing.
    private(set) var problems: [String] = []

    /// Adds what a journal holds, under `labels`; one that cannot be read is a problem, and no end.
    ///
    /// - Parameter benchmark: Whose body was recorded, where it was one's.
    mutating func add(_ journal: JournalFolder.Journal, benchmark: String? = nil, labels: [Label]? = nil) {
        do {
            let recording = try Recording(journalAt: journal.path)
            processes.insert(journal.process)
            if !recording.isComplete { incomplete.insert(journal.process) }
            counts += RecordedCounts(recording.accounting, isComplete: recording.isComplete)
            let program = ProfileName.lastPart(of: recording.process.executable)
            sources.append(
                (
                    journal.process,
                    RecordedComments.Source(
                        name: benchmark ?? program, accounting: recording.accounting, isComplete: recording.isComplete)
                ))
            areBenchmarks = benchmark != nil
            let profile = recording.profile()
            if profile.samples.isEmpty { return }
            let own = labels ?? [Label("process", program), Label("pid", Int64(journal.process))]
            parts.append(Part(program: program, process: journal.process, profile: profile.adding(own)))
        } catch {
            problems.append("\(journal.path): \(error)")
        }
    }

    /// One profile of everything, with names; nil where there is no sample.
    ///
    /// - Throws: `ProfileMergeError`, and what symbolizing throws.
    func merged() throws -> Profile? {
        if parts.isEmpty { return nil }
        return try Symbolizer().symbolize(try merge(parts, sources))
    }

    /// A profile for each process, with names; the programs that a process has become are one.
    ///
    /// - Throws: `ProfileMergeError`, and what symbolizing throws.
    func byProcess() throws -> [Part] {
        let groups = Dictionary(grouping: parts, by: \.process)
        return try groups.keys.sorted().compactMap { process in
            // A process has its parts in their order: the last program is the one that it was for.
            guard let group = groups[process], let last = group.last else { return nil }
            let merged = try merge(group, sources.filter { $0.process == process })
            return Part(program: last.program, process: process, profile: try Symbolizer().symbolize(merged))
        }
    }

    /// One profile of the parts, with comments about all that was recorded.
    private func merge(
        _ parts: [Part], _ sources: [(process: Int32, source: RecordedComments.Source)]
    ) throws -> Profile {
        var profile = try Profile.merge(parts.map(\.profile))
        let comments = RecordedComments(
            noun: areBenchmarks ? "benchmark" : "process", count: Set(sources.map(\.process)).count,
            sources: sources.map(\.source))
        profile.comments = comments.lines
        return profile
    }
}
