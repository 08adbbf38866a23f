/// A stack that was seen in a thread, and the nanoseconds that it stands for.
struct RecordedSample: Sendable, Hashable {
    var stack: UInt32
    var thread: UInt32
    var label: UInt32
    var isBlocked: Bool
    var count: UInt32
    var time: UInt64
    var weight: UInt64
}
