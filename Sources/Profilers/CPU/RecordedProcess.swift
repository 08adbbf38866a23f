/// The process that a recording is of.
public struct RecordedProcess: Sendable, Hashable {
    public var id: Int32
    public var executable: String
    public var arguments: [String]
    /// When sampling began, in nanoseconds: since 1970, and on CLOCK_MONOTONIC.
    public var startTime: UInt64
    public var monotonicStartTime: UInt64
    /// The most frames of a stack that were kept.
    public var frameLimit: Int
    /// The distance of the kernel's timer interrupts in nanoseconds.
    public var kernelTick: UInt64
}
