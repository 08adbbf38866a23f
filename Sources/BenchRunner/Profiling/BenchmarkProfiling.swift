import Lab
import Profilers

/// Profiles the benchmarks of this program: `bench profile BENCHMARK`.
@MainActor
struct BenchmarkProfiling {
    var filter: String
    var kind: ProfileKind
    /// Samples a second and thread.
    var rate: Int
    /// How long each body is profiled; nil for the default.
    var seconds: Double?
    /// The file to write; nil for one named after the benchmark.
    var out: String?
    var json: Bool

    nonisolated static let defaultSeconds = 5.0

    /// Runs the benchmarks, writes one profile of all and tells of it.
    ///
    /// - Throws: `ExitCode.benchmarkFailed` where one failed, `ExitCode.interrupted`; `UnwrittenProfile`; what is wrong before
    ///   anything is run.
    func run() throws {
        let entries = try BenchmarkProgram.current.entries(selectedBy: filter)
        let name = entries.count == 1 ? entries[0].name : "\(entries.count)-benchmarks"
        let output = try ProfileFile(out ?? ProfileName.free(for: name, kind: kind))
        let folder = try JournalFolder()
        let recorder = BenchmarkRecorder(
            worker: WorkerProcess(
                executable: ProgramFiles.executable, preloadLibrary: nil,
                metrics: Metric.measuredByTheLab
                    + entries.flatMap(\.benchmark.customMetrics),
                interruption: try Interruption(), temporaryDirectory: try TemporaryDirectory()),
            kind: kind, rate: rate, seconds: seconds ?? Self.defaultSeconds)
        let start = MonotonicClock.now()
        var recorded = RecordedProfiles()
        let (failed, isInterrupted) = record(entries, recorder, folder, into: &recorded)
        for problem in recorded.problems { Message.warning(problem).print() }
        var summary = ProfileSummary(kind: kind, askedRate: rate)
        summary.counts = recorded.counts
        summary.processes = recorded.processes.count
        summary.seconds = Double(MonotonicClock.now() - start) * 1e-9
        try UnwrittenProfile.keeping(folder) {
            guard var profile = try recorded.merged() else { return }
            if entries.count > 1 { profile.comments.append("selected by: \(filter)") }
            try output.write(try profile.pprof())
            summary.files = [output.path]
        }
        if !recorded.processes.isEmpty {
            if json { print(summary.json.text(.indented)) } else { summary.show(json: false) }
        }
        if isInterrupted { throw ExitCode.interrupted }
        if !failed.isEmpty {
            Message.error("\(failed.count) of \(entries.count) benchmarks failed: \(failed.joined(separator: ", "))")
                .print()
            throw ExitCode.benchmarkFailed
        }
    }

    private func record(
        _ entries: [Suite.Entry], _ recorder: BenchmarkRecorder, _ folder: JournalFolder,
        into recorded: inout RecordedProfiles
    ) -> (failed: [String], isInterrupted: Bool) {
        let progress = ProgressBar("profiling", total: entries.count)
        defer { progress.finish() }
        var failed: [String] = []
        for (index, entry) in entries.enumerated() {
            progress.update(completed: index, note: entry.name)
            do {
                guard let failure = try recorder.record(entry, number: index + 1, in: folder, into: &recorded) else {
                    continue
                }
                failed.append(entry.name)
                progress.print(.warning("\(entry.name) \(failure)"))
            } catch {
                progress.print(.warning("interrupted: the profile has what was recorded until now"))
                return (failed, true)
            }
        }
        return (failed, false)
    }
}
