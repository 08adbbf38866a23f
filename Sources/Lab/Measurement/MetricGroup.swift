/// What can be measured, by the names that `--metrics` takes.
public enum MetricGroup: String, CaseIterable, Sendable {
    case time
    case cpu
    case faults
    case switches
    case memory
    case allocs
    case counters

    /// What the group measures, in a line.
    public var summary: String {
        switch self {
        case .time: "wall time of an iteration, or percentiles of it"
        case .cpu: "CPU time of all threads, in user and in kernel mode"
        case .faults: "page faults"
        case .switches: "context switches"
        case .memory: "peak resident memory of the worker"
        case .allocs: "allocations and bytes, counted exactly in rounds of their own"
        case .counters: "instructions, cycles and misses, where the processor's counters open"
        }
    }
}
