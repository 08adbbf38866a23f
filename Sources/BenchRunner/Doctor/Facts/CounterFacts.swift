import CLinux
import Glibc

/// Which counters of the kernel's perf interface this process can use.
struct CounterFacts: Sendable, Equatable {
    enum Outcome: Sendable, Equatable {
        case counts
        /// It can be opened, but stands still: some virtual machines offer such.
        case standsStill
        /// It cannot be opened, with the error's number.
        case refused(Int32)
    }

    var cycles: Outcome
    var instructions: Outcome
    /// The software clock that drives sampling.
    var processorClock: Outcome

    var hardwareCounts: Bool { cycles == .counts && instructions == .counts }

    static func measured() -> CounterFacts {
        let hardware = PERF_TYPE_HARDWARE.rawValue
        return CounterFacts(
            cycles: attempt(hardware, UInt64(PERF_COUNT_HW_CPU_CYCLES.rawValue)),
            instructions: attempt(hardware, UInt64(PERF_COUNT_HW_INSTRUCTIONS.rawValue)),
            processorClock: attempt(PERF_TYPE_SOFTWARE.rawValue, UInt64(PERF_COUNT_SW_CPU_CLOCK.rawValue)))
    }

    /// Counts some work of the calling thread.
    private static func attempt(_ type: UInt32, _ config: UInt64) -> Outcome {
        var attributes = clinux_perf_event_attr(
            type, config, CLINUX_PERF_DISABLED | CLINUX_PERF_EXCLUDE_KERNEL | CLINUX_PERF_EXCLUDE_HYPERVISOR)
        let descriptor = clinux_perf_event_open(&attributes, 0, -1, -1, UInt(PERF_FLAG_FD_CLOEXEC))
        guard descriptor >= 0 else { return .refused(errno) }
        defer { close(descriptor) }
        _ = clinux_perf_event_enable(descriptor)
        // A second for a counter to start would be a counter that does not; a millisecond is plenty.
        let end = ContinuousClock.now + .milliseconds(1)
        while ContinuousClock.now < end {}
        _ = clinux_perf_event_disable(descriptor)
        var reading = clinux_perf_reading()
        guard clinux_perf_event_read(descriptor, &reading) == 0 else { return .refused(errno) }
        return reading.value > 0 ? .counts : .standsStill
    }
}
