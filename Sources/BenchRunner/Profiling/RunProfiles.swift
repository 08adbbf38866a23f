import Glibc
import Lab
import Profilers

/// Leaves a profile of each benchmark beside a run file, in rounds of their own: `bench run --profile cpu`.
///
/// They come after all rounds that are measured, in workers of their own, so that they move no time.
@MainActor
struct RunProfiles {
    let kind: ProfileKind
    let worker: WorkerProcess

    /// 500 samples of a busy thread: enough to see what takes a hundredth of the time.
    private static let seconds = 2.0
    private static let rate = 250

    /// The folder of a run's profiles: `results/head.jsonl` has `results/head.profiles`.
    nonisolated static func folder(besideRunAt path: String) -> String {
        let ending = ".jsonl"
        return (path.hasSuffix(ending) ? String(path.dropLast(ending.count)) : path) + ".profiles"
    }

    /// Profiles the benchmarks and writes a file for each; what fails is told, and the others go on.
    ///
    /// - Throws: `ExitCode.interrupted`; the run file has been written by then.
    func record(_ benchmarks: [String], besideRunAt path: String) throws {
        let target = Self.folder(besideRunAt: path)
        let recorder = BenchmarkRecorder(worker: worker, kind: kind, rate: Self.rate, seconds: Self.seconds)
        let progress = ProgressBar("profiling", total: benchmarks.count)
        var written = 0
        var names: Set<String> = []
        for (index, name) in benchmarks.enumerated() {
            progress.update(completed: index, note: name)
            guard let entry = BenchmarkProgram.current.entry(named: name) else { continue }
            do {
                if let problem = try write(entry, recorder, to: target, names: &names) {
                    progress.print(.warning("\(name) has no profile: \(problem)"))
                } else {
                    written += 1
                }
            } catch {
                progress.finish()
                Message.warning("interrupted: the run is complete, and \(written) of its profiles are in \(target)")
                    .print()
                throw ExitCode.interrupted
            }
        }
        progress.finish()
        Message.note("\(written) profiles in \(target), from rounds of their own: bench top FILE, bench flame FILE")
            .print()
    }

    /// What went wrong; nil where the profile is there.
    private func write(
        _ entry: Suite.Entry, _ recorder: BenchmarkRecorder, to target: String, names: inout Set<String>
    ) throws(WorkerProcess.Interrupted) -> String? {
        var recorded = RecordedProfiles()
        let folder: JournalFolder
        do { folder = try JournalFolder() } catch { return "\(error)" }
        if let failure = try recorder.record(entry, number: 1, in: folder, into: &recorded) { return "\(failure)" }
        if let problem = recorded.problems.first { return problem }
        do {
            guard let profile = try recorded.merged() else { return "no sample was taken: its body is short" }
            // Two names may become one where characters had to go.
            let stem = ProfileName.fileName(entry.name)
            var name = stem
            var number = 2
            while !names.insert(name).inserted {
                name = "\(stem).\(number)"
                number += 1
            }
            try ProfileFile("\(target)/\(name).\(kind.rawValue)\(ProfileName.suffix)").write(try profile.pprof())
            return nil
        } catch {
            return "\(error)"
        }
    }
}
