import CProfilers
import Glibc
import Synchronization

/// Samples the call stacks of every thread of this process, by CPU time or by elapsed time.
///
/// ```swift
/// let profiler = try CPUProfiler.start()
/// work()
/// let profile = try profiler.stop().profile()
/// ```
///
/// There is one sampler a process: while one is at work, another cannot be started. Linking this costs nothing until then.
public final class CPUProfiler: Sendable {
    private let journal: Int32
    /// Whether the process's sampler is this one's: after `stop()` it may be another's.
    private let isAtWork = Mutex(true)

    private init(journal: Int32) { self.journal = journal }

    deinit { close(journal) }

    /// Starts sampling the threads that there are and those that will be.
    ///
    /// - Throws: `CPUProfilerError` if an option is out of range, a sampler is at work already, the journal cannot be written
    ///   or the kernel refuses what sampling needs.
    public static func start(_ options: Options = Options()) throws -> CPUProfiler {
        try options.check()
        let forkStatus = lab_sampler_watch_forks()
        guard forkStatus == 0 else {
            throw CPUProfilerError.notStarted(reason: "forks cannot be watched", errno: forkStatus)
        }
        let journal = try options.openJournal()
        let profiler = CPUProfiler(journal: journal)
        var settings = lab_sampler_options()
        settings.clock = options.clock == .cpu ? LAB_SAMPLER_CPU : LAB_SAMPLER_WALL
        settings.rate = UInt32(options.rate)
        settings.journal = journal
        settings.frame_limit = UInt32(options.frameLimit)
        settings.paused = options.startsPaused
        var message = [CChar](repeating: 0, count: 256)
        let status = lab_sampler_start(&settings, &message, message.count)
        guard status == 0 else {
            throw CPUProfilerError.notStarted(reason: Self.text(message), errno: status)
        }
        return profiler
    }

    /// Takes no samples until `resume()`; the time in between stands for nothing.
    public func pause() { isAtWork.withLock { if $0 { lab_sampler_pause() } } }

    public func resume() { isAtWork.withLock { if $0 { lab_sampler_resume() } } }

    /// Ends sampling. Once it has been, gives the same again.
    ///
    /// - Throws: `CPUProfilerError.incomplete` if samples could not be written, with what was kept; `RecordingError` if the journal
    ///   was changed by somebody else.
    public func stop() throws -> Recording {
        let status = isAtWork.withLock { isAtWork in
            defer { isAtWork = false }
            return isAtWork ? lab_sampler_stop() : 0
        }
        let recording = try Recording(descriptor: journal, name: "the journal")
        guard status == 0 else {
            throw CPUProfilerError.incomplete(kept: recording, errno: status)
        }
        return recording
    }

    private static func text(_ message: [CChar]) -> String {
        String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
