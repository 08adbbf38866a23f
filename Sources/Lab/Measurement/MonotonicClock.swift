import Glibc

/// The clock that wall times are taken with: nanoseconds since some fixed point, never set back, not slewed by NTP.
public enum MonotonicClock {
    /// Now, in nanoseconds.
    public static func now() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC_RAW, &time)
        return UInt64(bitPattern: Int64(time.tv_sec)) &* 1_000_000_000 &+ UInt64(bitPattern: Int64(time.tv_nsec))
    }

    /// What one reading costs, in nanoseconds: the fastest of some batches, which interruptions do not touch.
    public static func costOfReading() -> Double {
        var best = Double.infinity
        for _ in 0..<20 {
            let start = now()
            for _ in 0..<1_000 { blackHole(now()) }
            best = min(best, Double(now() - start) / 1_000)
        }
        return best
    }
}
