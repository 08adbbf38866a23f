import Glibc

/// Prints how long some work takes, and the most memory that the program has used so far.
func measure<Result>(_ what: String, _ work: () throws -> Result) rethrows -> Result {
    let clock = ContinuousClock()
    let start = clock.now
    let result = try work()
    let time = start.duration(to: clock.now)
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let milliseconds = Double(time.components.seconds) * 1e3 + Double(time.components.attoseconds) / 1e15
    print("\(what): \(Int(milliseconds.rounded())) ms, peak \(usage.ru_maxrss / 1024) MiB")
    return result
}
