/// What a sample's value counts, in pprof's terms: `cpu` in `nanoseconds`, `alloc_space` in `bytes`.
public struct SampleType: Hashable, Sendable {
    /// The quantity's name: `samples`, `cpu`, `wall`, `alloc_objects`.
    public var name: String
    /// The unit of every value, spelled as pprof does: `count`, `nanoseconds`, `bytes`.
    public var unit: String

    public init(_ name: String, unit: String) {
        self.name = name
        self.unit = unit
    }
}
