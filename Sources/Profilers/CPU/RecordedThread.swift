/// A thread by the kernel's id and its last known name.
struct RecordedThread: Sendable, Hashable {
    var id: Int32
    var name: String
}
