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
