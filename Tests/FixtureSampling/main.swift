// Programs whose profile is known by construction. Each samples itself into a journal and prints what was true:
//
//     FixtureSampling CASE CLOCK RATE SECONDS JOURNAL
//
// Lines: `range KIND FROM TO` (addresses), `thread TID NANOSECONDS` (CPU time while it was sampled), `spent KIND NANOSECONDS`.
import CFixtureSampling
import Glibc
import Profilers
import Synchronization

let arguments = CommandLine.arguments
guard arguments.count == 6, let clock = CPUProfiler.Clock(rawValue: arguments[2]), let rate = Int(arguments[3]),
    let seconds = Double(arguments[4])
else {
    print("usage: FixtureSampling CASE CLOCK RATE SECONDS JOURNAL")
    exit(2)
}

let program = Program(
    options: CPUProfiler.Options(clock: clock, rate: rate, journalPath: arguments[5]), nanoseconds: seconds * 1e9)
do {
    try program.run(arguments[1])
} catch {
    print(error)
    exit(1)
}
