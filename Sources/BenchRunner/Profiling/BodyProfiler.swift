import Lab
import Profilers

/// Samples this process while a benchmark's body runs, and at no other time.
final class BodyProfiler: MeasurementObserver {
    private let profiler: CPUProfiler

    /// Starts a sampler that waits for the body.
    ///
    /// - Throws: `CPUProfilerError`.
    init(_ profile: WorkerProfile) throws {
        profiler = try CPUProfiler.start(
            CPUProfiler.Options(
                clock: profile.kind == .cpu ? .cpu : .wall, rate: profile.rate, journalPath: profile.journal,
                startsPaused: true))
    }

    func bodyWillRun() { profiler.resume() }

    func bodyDidRun() { profiler.pause() }

    /// Completes the journal, from which the parent makes the profile.
    ///
    /// - Throws: `CPUProfilerError`, `RecordingError`.
    func stop() throws { _ = try profiler.stop() }
}
