import Glibc

/// What a sampler recorded: stacks as addresses, and when they were seen in which thread.
///
/// A journal that ends in the middle, since its process was killed or the disk was full, gives everything up to its last whole
/// record.
public struct Recording: Sendable {
    /// The process and the sampler's settings.
    public internal(set) var process: RecordedProcess
    public internal(set) var accounting: SampleAccounting
    /// Whether the sampler ended the journal itself; otherwise its process was killed, or samples could not be written.
    public internal(set) var isComplete = false
    /// Whether the journal ends inside a record.
    public internal(set) var isCut = false

    var modules: [RecordedModule] = []
    var threads: [UInt32: RecordedThread] = [:]
    /// The frames of all stacks, leaf first, one after the other, and where each stack ends.
    var frames: [UInt64] = []
    var stackEnds: [Int] = []
    var samples: [RecordedSample] = []

    /// Reads a journal.
    ///
    /// - Throws: `RecordingError`.
    public init(journalAt path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw RecordingError.unreadable(file: path, errno: errno) }
        defer { close(descriptor) }
        try self.init(descriptor: descriptor, name: path)
    }

    /// The frames of a stack, leaf first.
    func frames(ofStack stack: UInt32) -> ArraySlice<UInt64> {
        frames[(stack == 0 ? 0 : stackEnds[Int(stack) - 1])..<stackEnds[Int(stack)]]
    }
}

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

/// An executable segment of a loaded file.
struct RecordedModule: Sendable, Hashable {
    var addresses: Range<UInt64>
    var fileOffset: UInt64
    var path: String
    var buildID: String
    /// From when on, on CLOCK_MONOTONIC.
    var time: UInt64
}

struct RecordedThread: Sendable, Hashable {
    var id: Int32
    var name: String
}

struct RecordedSample: Sendable, Hashable {
    var stack: UInt32
    var thread: UInt32
    var label: UInt32
    var isBlocked: Bool
    var count: UInt32
    var time: UInt64
    var weight: UInt64
}
