/// An executable segment of a loaded file.
struct RecordedModule: Sendable, Hashable {
    var addresses: Range<UInt64>
    var fileOffset: UInt64
    var path: String
    var buildID: String
    /// From when on, on CLOCK_MONOTONIC.
    var time: UInt64
}
