import Glibc

/// What the counters stood at when a window was opened or closed; the difference of two is what the window took.
struct WindowReading {
    /// Nanoseconds.
    var wall: Int64 = 0
    /// CPU nanoseconds of all threads.
    var cpu: Int64 = 0
    /// CPU nanoseconds of all threads in user and in kernel mode.
    var user: Int64 = 0
    var system: Int64 = 0
    var minorFaults: Int64 = 0
    var majorFaults: Int64 = 0
    var voluntarySwitches: Int64 = 0
    var involuntarySwitches: Int64 = 0
    var allocations: Int64 = 0
    var allocatedBytes: Int64 = 0

    static func - (later: WindowReading, earlier: WindowReading) -> WindowReading {
        var difference = later
        difference.add(earlier, sign: -1)
        return difference
    }

    static func += (sum: inout WindowReading, term: WindowReading) { sum.add(term, sign: 1) }

    private mutating func add(_ other: WindowReading, sign: Int64) {
        wall += sign * other.wall
        cpu += sign * other.cpu
        user += sign * other.user
        system += sign * other.system
        minorFaults += sign * other.minorFaults
        majorFaults += sign * other.majorFaults
        voluntarySwitches += sign * other.voluntarySwitches
        involuntarySwitches += sign * other.involuntarySwitches
        allocations += sign * other.allocations
        allocatedBytes += sign * other.allocatedBytes
    }
}

extension WindowReading {
    /// Reads what the kernel says of this process into everything but `wall` and the allocations.
    mutating func readUsage() {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        cpu = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        user = Int64(usage.ru_utime.tv_sec) * 1_000_000_000 + Int64(usage.ru_utime.tv_usec) * 1_000
        system = Int64(usage.ru_stime.tv_sec) * 1_000_000_000 + Int64(usage.ru_stime.tv_usec) * 1_000
        minorFaults = Int64(usage.ru_minflt)
        majorFaults = Int64(usage.ru_majflt)
        voluntarySwitches = Int64(usage.ru_nvcsw)
        involuntarySwitches = Int64(usage.ru_nivcsw)
    }
}
