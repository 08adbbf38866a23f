/// What became of every sample, and how well the samples stand for the time they were taken of.
public struct SampleAccounting: Sendable, Hashable {
    /// What raised the signals.
    public enum Mechanism: UInt32, Sendable {
        /// Timers on the threads' CPU clocks.
        case threadTimers = 1
        /// Perf events with synchronous signals.
        case perfEventTraps = 2
        /// Perf events with asynchronous signals.
        case perfEventSignals = 3
        /// A thread that signals the others.
        case ticker = 4

        public var name: String {
            switch self {
            case .threadTimers: "thread timers"
            case .perfEventTraps: "perf events"
            case .perfEventSignals: "perf events with asynchronous signals"
            case .ticker: "a ticking thread"
            }
        }
    }

    public var clock: CPUProfiler.Clock
    public var mechanism: Mechanism
    /// The rate that was asked for, in samples a second and thread.
    public var requestedRate: Int
    /// Samples taken.
    public var taken: UInt64 = 0
    /// Samples lost because a thread's ring was full; their time is in the weight of the thread's next sample.
    public var dropped: UInt64 = 0
    /// Samples whose stack was deeper than the limit of frames.
    public var truncated: UInt64 = 0
    /// Samples whose stack ends before its root.
    public var unreadable: UInt64 = 0
    /// Signals that were answered later, so that the thread spends at most half of its time on samples, or because a fork was
    /// under way; their time is in the weight of the thread's next sample.
    public var postponed: UInt64 = 0
    /// Signals that came to a thread which was not known (yet, or any more).
    public var slotless: UInt64 = 0
    /// Times that a thread had not answered one signal when the next was due.
    public var unanswered: UInt64 = 0
    /// Threads that were sampled, and those that could not be.
    public var threads: UInt64 = 0
    public var unsampledThreads: UInt64 = 0
    /// Threads that were sampled at the kernel tick for want of file descriptors, though a higher rate was asked for.
    public var slowThreads: UInt64 = 0
    /// For how long sampling went on, pauses excluded, in nanoseconds.
    public var duration: UInt64 = 0
    /// CPU time of the sampled threads, of the whole process, and of the sampler's own threads, in nanoseconds.
    public var threadsCPU: UInt64 = 0
    public var processCPU: UInt64 = 0
    public var samplerCPU: UInt64 = 0
    /// The sum of the samples' weights, and the time that no sample stands for, in nanoseconds.
    public var weight: UInt64 = 0
    public var residue: UInt64 = 0

    /// Samples a second of the time that they were taken of; nil where there was none.
    public var achievedRate: Double? {
        switch clock {
        case .cpu: threadsCPU == 0 ? nil : Double(taken) / (Double(threadsCPU) * 1e-9)
        // A sample of a blocked thread stands for many ticks, so samples say nothing.
        case .wall: nil
        }
    }

    /// Which part of the threads' CPU time the samples stand for; nil where there was none, and in wall-clock profiles.
    public var coverage: Double? {
        clock == .cpu && threadsCPU > 0 ? Double(weight) / Double(threadsCPU) : nil
    }
}
