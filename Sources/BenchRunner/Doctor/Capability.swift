import Lab

/// Something that can be measured, and how well that works on this machine.
struct Capability: Sendable, Equatable {
    enum Degree: String, Sendable { case yes, limited, no }

    /// A short name that scripts can rely on.
    let id: String
    /// The same for people.
    var title: String { id.split(separator: "-").joined(separator: " ") }
    let works: Degree
    /// The units that it reports in.
    let units: [String]
    /// How it is done here, or why it is not.
    let detail: String

    var json: JSONValue {
        [
            "id": .string(id), "works": .string(works.rawValue), "units": .array(units.map(JSONValue.string)),
            "detail": .string(detail),
        ]
    }

    /// What works on a machine with these facts.
    static func all(_ facts: MachineFacts) -> [Capability] {
        [
            wallTime(facts), processorTime, usage, allocations(facts), hardware(facts), sampling(facts),
            wallSampling(facts),
            commandProfiles(facts),
        ]
    }

    private static func wallTime(_ facts: MachineFacts) -> Capability {
        let isCoarse = facts.clock.resolution > .microseconds(1)
        return Capability(
            id: "wall-time", works: isCoarse ? .limited : .yes, units: ["sec/op"],
            detail: "clock_gettime, \(facts.clock.cost.inNanoseconds) a reading, "
                + "steps of \(facts.clock.resolution.inNanoseconds)")
    }

    private static let processorTime = Capability(
        id: "processor-time", works: .yes, units: ["cpu-sec/op", "user-sec/op", "sys-sec/op"],
        detail: "the kernel's accounts of all threads of a worker")

    private static let usage = Capability(
        id: "resource-usage", works: .yes, units: [],
        detail: "page faults, context switches, peak memory, from the kernel's accounts")

    private static func allocations(_ facts: MachineFacts) -> Capability {
        let answer: (Degree, String) =
            switch facts.preload {
            case .works: (.yes, "exact, in rounds of their own under the preload library")
            case .missing: (.no, "the preload library is missing")
            case .fails: (.no, "the preload library does not work")
            }
        return Capability(id: "allocations", works: answer.0, units: ["allocs/op", "B/op"], detail: answer.1)
    }

    private static func hardware(_ facts: MachineFacts) -> Capability {
        let counts = facts.counters.hardwareCounts
        return Capability(
            id: "hardware-counters", works: counts ? .yes : .no, units: ["instructions/op", "cycles/op"],
            detail: counts ? "perf_event_open" : "the counters cannot be read here")
    }

    private static func sampling(_ facts: MachineFacts) -> Capability {
        let hasEvents = facts.counters.processorClock == .counts
        guard facts.hasUnwinder else { return withoutUnwinder("processor-samples") }
        let tick = facts.clock.tickRate
        return Capability(
            id: "processor-samples", works: hasEvents ? .yes : .limited, units: [],
            detail: hasEvents
                ? "timers up to \(tick) samples a second and thread, a perf event for each thread above"
                : "timers, at most \(tick) samples a second and thread; above it, a thread that signals the others")
    }

    private static func wallSampling(_ facts: MachineFacts) -> Capability {
        guard facts.hasUnwinder else { return withoutUnwinder("wall-samples") }
        return Capability(
            id: "wall-samples", works: .yes, units: [], detail: "a thread that signals the others, running or blocked")
    }

    private static func commandProfiles(_ facts: MachineFacts) -> Capability {
        guard facts.hasUnwinder else { return withoutUnwinder("command-profiles") }
        let answer: (Degree, String) =
            switch facts.preload {
            case .works: (.yes, "any dynamically linked program, under the preload library")
            case .missing: (.no, "the preload library is missing")
            case .fails: (.no, "the preload library does not work")
            }
        return Capability(id: "command-profiles", works: answer.0, units: [], detail: answer.1)
    }

    private static func withoutUnwinder(_ id: String) -> Capability {
        Capability(id: id, works: .no, units: [], detail: "libunwind is missing: apt-get install libunwind8")
    }
}
