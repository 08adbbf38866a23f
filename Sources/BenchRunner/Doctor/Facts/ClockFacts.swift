import Glibc
import Lab

/// What reading the monotonic clock costs and shows.
struct ClockFacts: Sendable, Equatable {
    /// Of one reading.
    var cost: Duration
    /// The smallest step between two readings.
    var resolution: Duration
    /// The period of the kernel's timer interrupt: the resolution of the coarse clock, which the interrupt advances.
    var tick: Duration

    /// Measures for some milliseconds.
    static func measured() -> ClockFacts {
        var coarse = timespec()
        clock_getres(CLOCK_MONOTONIC_COARSE, &coarse)
        var cost = UInt64.max
        var step = UInt64.max
        // The least of many batches is the cost undisturbed.
        for _ in 0..<50 {
            let start = MonotonicClock.now()
            var last = start
            for _ in 0..<1000 {
                let time = MonotonicClock.now()
                if time > last { step = min(step, time - last) }
                last = time
            }
            cost = min(cost, (last - start) / 1000)
        }
        return ClockFacts(
            cost: .nanoseconds(Int64(clamping: cost)), resolution: .nanoseconds(Int64(clamping: step)),
            tick: .seconds(coarse.tv_sec) + .nanoseconds(coarse.tv_nsec))
    }

    /// Interrupts a second, 250 say.
    var tickRate: Int { tick > .zero ? Int((Duration.seconds(1) / tick).rounded()) : 0 }
}

extension Duration {
    /// As a whole number of nanoseconds: `25 ns`.
    var inNanoseconds: String { "\(Int((self / .nanoseconds(1)).rounded())) ns" }
}
