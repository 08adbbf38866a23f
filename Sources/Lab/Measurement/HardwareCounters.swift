import CLinux
import Glibc

/// The processor's own counters, over all threads of this process, within the windows.
///
/// Many virtual machines have none; then nothing is reported in their place.
public final class HardwareCounters {
    private struct Counter {
        let metric: Metric
        let descriptor: Int32
    }

    private static let events: [(metric: Metric, event: perf_hw_id)] = [
        (Metric("instructions/op"), PERF_COUNT_HW_INSTRUCTIONS), (Metric("cycles/op"), PERF_COUNT_HW_CPU_CYCLES),
        (Metric("branch-misses/op"), PERF_COUNT_HW_BRANCH_MISSES),
        (Metric("cache-misses/op"), PERF_COUNT_HW_CACHE_MISSES),
    ]

    static let metrics = events.map(\.metric)

    private let counters: [Counter]

    private init(_ counters: [Counter]) { self.counters = counters }

    deinit {
        for counter in counters { close(counter.descriptor) }
    }

    /// Whether this process can open at least one.
    public static var isAvailable: Bool { open() != nil }

    /// Opens those that there are; nil where there is none.
    ///
    /// Threads that start later are counted too, so it is to be called before the benchmark's set-up.
    static func open() -> HardwareCounters? {
        let counters = events.compactMap { metric, event -> Counter? in
            var attributes = clinux_perf_event_attr(
                UInt32(PERF_TYPE_HARDWARE.rawValue), UInt64(event.rawValue),
                CLINUX_PERF_DISABLED | CLINUX_PERF_INHERIT | CLINUX_PERF_EXCLUDE_KERNEL | CLINUX_PERF_EXCLUDE_HYPERVISOR
            )
            let descriptor = clinux_perf_event_open(&attributes, 0, -1, -1, UInt(PERF_FLAG_FD_CLOEXEC))
            return descriptor < 0 ? nil : Counter(metric: metric, descriptor: descriptor)
        }
        return counters.isEmpty ? nil : HardwareCounters(counters)
    }

    func enable() {
        for counter in counters { _ = clinux_perf_event_enable(counter.descriptor) }
    }

    func disable() {
        for counter in counters { _ = clinux_perf_event_disable(counter.descriptor) }
    }

    /// What was counted so far, for one iteration of `iterations`.
    func series(iterations: Int) -> [RoundMeasurement.Series] {
        counters.compactMap { counter in
            var reading = clinux_perf_reading()
            guard clinux_perf_event_read(counter.descriptor, &reading) == 0, reading.time_running > 0 else {
                return nil
            }
            // The kernel shares few counters among many events, and says for how long each has counted.
            let scale = Double(reading.time_enabled) / Double(reading.time_running)
            return .init(metric: counter.metric, samples: [Double(reading.value) * scale / Double(iterations)])
        }
    }
}
