import Glibc

/// The allocation counters of the preload library, where this process runs under it.
///
/// A window is two readings around a body and their difference:
///
///     guard let counter = AllocationCounter.current else { return }  // first, since it allocates
///     let before = counter.read()
///     body()
///     let spent = counter.read() - before
///
/// - The window counts every thread of the process, not only the caller's: whatever runs beside the body is in it.
/// - It is exact when the threads that work for the body have been joined, or have otherwise handed over their results,
///   before the second reading; a thread that is still allocating is counted up to some moment during the reading.
/// - What the runtime allocates once (metadata, lazy globals, caches) falls into the first window that needs it; run the
///   body before measuring, and the counts repeat.
/// - Memory taken from the kernel directly (`mmap`, thread stacks) is not counted, nor is a child process's.
public struct AllocationCounter: Sendable {
    private typealias ReadTotals = @convention(c) @Sendable (UnsafeMutableRawPointer) -> Void

    private let readTotals: ReadTotals

    /// The counter of this process.
    ///
    /// Nil where counts would be missing or wrong: the process was not started with `libLabPreload.so` in `LD_PRELOAD`, or its
    /// executable brings a `malloc` of its own, which the library cannot see.
    public static let current: AllocationCounter? = find()

    /// What the process has allocated so far, in three numbers that never go backwards. Allocates nothing.
    public func read() -> AllocationTotals {
        // `struct lab_allocation_totals`; a tuple of one type is laid out as C lays out its fields.
        var totals: (allocations: UInt64, bytes: UInt64, frees: UInt64) = (0, 0, 0)
        withUnsafeMutablePointer(to: &totals) { readTotals(UnsafeMutableRawPointer($0)) }
        return AllocationTotals(allocations: totals.allocations, bytes: totals.bytes, frees: totals.frees)
    }

    // By name at run time, never at link time: linking the library would put its `malloc` into every worker, the ones that
    // measure time included. A null handle is RTLD_DEFAULT, the global search order.
    private static func find() -> AllocationCounter? {
        guard let readSymbol = dlsym(nil, "lab_allocation_totals_read"),
            let countedSymbol = dlsym(nil, "lab_allocations_are_counted")
        else { return nil }
        let areCounted = unsafeBitCast(countedSymbol, to: (@convention(c) () -> Bool).self)
        guard areCounted() else { return nil }
        return AllocationCounter(readTotals: unsafeBitCast(readSymbol, to: ReadTotals.self))
    }
}
