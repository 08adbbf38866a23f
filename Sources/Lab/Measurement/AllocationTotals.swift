/// What a process has allocated since it started, or between two moments: the later totals less the earlier.
public struct AllocationTotals: Hashable, Sendable {
    /// Successful calls that return a block (`malloc` and its kin, `realloc` included); a Swift class instance is one.
    public var allocations: UInt64
    /// Bytes asked for by those calls, without what the allocator rounds up.
    public var bytes: UInt64
    /// Calls that give a block back: `free` of a block, and `realloc` of one.
    public var frees: UInt64

    /// Totals of calls and bytes; all 0 unless given.
    public init(allocations: UInt64 = 0, bytes: UInt64 = 0, frees: UInt64 = 0) {
        self.allocations = allocations
        self.bytes = bytes
        self.frees = frees
    }

    /// What happened between `earlier` and `later`, two readings of one process in that order.
    public static func - (later: AllocationTotals, earlier: AllocationTotals) -> AllocationTotals {
        AllocationTotals(
            allocations: later.allocations - earlier.allocations,
            bytes: later.bytes - earlier.bytes,
            frees: later.frees - earlier.frees)
    }

    /// Leaves in `later` what happened since `earlier`, a reading of the same process.
    public static func -= (later: inout AllocationTotals, earlier: AllocationTotals) { later = later - earlier }
}
