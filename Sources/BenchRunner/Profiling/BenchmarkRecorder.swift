import Lab
import Profilers

/// Profiles benchmarks, each in a worker of its own, one after the other.
@MainActor
struct BenchmarkRecorder {
    let worker: WorkerProcess
    var kind: ProfileKind
    /// Samples a second and thread.
    var rate: Int
    /// How long each body is profiled.
    var seconds: Double

    /// A sample for the clock's sake is short; one for a profiler's need not be, and each costs it a pause.
    private static let windowSeconds = 0.1

    /// Runs a benchmark's body under a sampler and adds what it recorded, under the labels `benchmark` and its parameters.
    ///
    /// - Parameter number: One of its own in `folder`, from 1.
    /// - Returns: Why the round failed; nil where it did not. What a worker recorded before it failed is left out.
    /// - Throws: `WorkerProcess.Interrupted`.
    func record(
        _ entry: Suite.Entry, number: Int, in folder: JournalFolder, into recorded: inout RecordedProfiles
    ) throws(WorkerProcess.Interrupted) -> RoundFailure? {
        var plan = MeasurementPlan()
        plan.metrics = [.time, .cpu]
        plan.sampleSeconds = seconds
        plan.wantedSamples = max(1, Int(min(seconds / Self.windowSeconds, 1e6)))
        plan.seed = UInt64(stableHashOf: entry.name)
        let journal = JournalFolder.Journal(
            path: "\(folder.path)/\(number)-0.journal", process: Int32(clamping: number), number: 0)
        let round = try worker.run(
            key: Round.Key(benchmark: entry.name, number: 0, pass: .time), plan: plan,
            profile: WorkerProfile(kind: kind, rate: rate, journal: journal.path),
            limit: RunExecution.limit(declared: entry.benchmark.timeLimit, sampleSeconds: seconds))
        if case .failed(let failure) = round.outcome { return failure }
        let parameters = entry.benchmark.parameters.map { Label($0.name, $0.value) }
        recorded.add(journal, benchmark: entry.name, labels: [Label("benchmark", entry.name)] + parameters)
        return nil
    }
}
