import Glibc
import Lab

/// Asks again and again, every two milliseconds, until `condition` holds.
///
/// - Returns: Whether it did within `limit` seconds.
func waitUntil(limit: Double = 30, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = MonotonicClock.now() + UInt64(limit * 1e9)
    while try !condition() {
        if MonotonicClock.now() > deadline { return false }
        usleep(2_000)
    }
    return true
}
