import Glibc
import Lab

/// Observes how busy the machine is with other things between its making and a later moment.
///
/// The kernel accounts in ticks of 10 ms, all processors together: over a round of a third of a second a processor's use is
/// known to some 3 %, which is enough to tell a quiet machine from a busy one.
struct DisturbanceMeter {
    private let start: Reading

    /// Nil where the kernel does not say.
    init?() {
        guard let reading = Reading() else { return nil }
        start = reading
    }

    /// What has gone on since, beside this process and the children that it has waited for.
    func disturbanceSoFar() -> Round.Disturbance? {
        guard let end = Reading(), end.wall > start.wall else { return nil }
        let wall = Double(end.wall - start.wall) * 1e-9
        return Round.Disturbance(
            others: max(0, (end.busy - start.busy) - (end.own - start.own)) / wall,
            stolen: max(0, end.stolen - start.stolen) / wall)
    }

    /// Seconds of processor time, but for `wall`.
    private struct Reading {
        let wall: UInt64
        /// Of all processes.
        let busy: Double
        let stolen: Double
        /// Of this process and its ended children.
        let own: Double

        init?() {
            guard let line = SystemFiles().lines("/proc/stat").first, line.hasPrefix("cpu ") else { return nil }
            // user, nice, system, idle, waiting for input, interrupts (hard and soft), stolen
            let ticks = line.split(separator: " ").dropFirst().compactMap { Double($0) }
            guard ticks.count >= 8 else { return nil }
            let secondsPerTick = 1 / Double(sysconf(Int32(_SC_CLK_TCK)))
            busy = (ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * secondsPerTick
            stolen = ticks[7] * secondsPerTick
            own = Self.used(by: RUSAGE_SELF.rawValue) + Self.used(by: RUSAGE_CHILDREN.rawValue)
            wall = MonotonicClock.now()
        }

        private static func used(by whom: Int32) -> Double {
            var usage = rusage()
            getrusage(__rusage_who_t(whom), &usage)
            func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
            return seconds(usage.ru_utime) + seconds(usage.ru_stime)
        }
    }
}
