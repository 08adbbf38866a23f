import CLinux

/// Which processors a child is started on.
enum ProcessorChoice {
    /// Calls `start`, which starts a child, so that the child runs on one processor, and always the same.
    ///
    /// A child inherits the processors of the thread that starts it; there is no attribute of `posix_spawn` for them.
    /// Where the kernel does not allow it, the child runs where it would.
    static func run<Result>(onOneProcessor isAlone: Bool, _ start: () -> Result) -> Result {
        var all = clinux_processors()
        guard isAlone, clinux_get_processors(&all) else { return start() }
        var first = clinux_first_processor(&all)
        guard clinux_set_processors(&first) else { return start() }
        defer { _ = clinux_set_processors(&all) }
        return start()
    }
}
