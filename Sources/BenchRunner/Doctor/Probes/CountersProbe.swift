import Glibc

/// Whether the processor's counters can be read.
struct CountersProbe: Probe {
    let counters: CounterFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        [hardware(files), software(files)]
    }

    private func hardware(_ files: SystemFiles) -> Finding {
        let id = "hardware-counters"
        if counters.hardwareCounts { return Finding(id, .ok, "cycles and instructions") }
        let refusal = counters.cycles == .counts ? counters.instructions : counters.cycles
        let effect = "No cycles, instructions or cache misses beside the times."
        return switch refusal {
        case .refused(EACCES), .refused(EPERM):
            Finding(
                id, .warning, "not allowed\(paranoia(files))", effect: effect, advice: permission(files).advice,
                command: permission(files).command)
        case .refused(ENOSYS):
            Finding(
                id, .note, "perf_event_open is blocked or missing", effect: effect, advice: permission(files).advice,
                command: permission(files).command)
        case .standsStill:
            Finding(
                id, .note, "they open, but stand still", effect: effect,
                advice:
                    "The virtual machine does not pass them on. Use exact metrics, or instruction counts of valgrind.")
        case .refused(ENOENT), .refused(EOPNOTSUPP), .refused(ENODEV):
            Finding(
                id, .note, "none", effect: effect,
                advice: "The processor's counters are not passed on here. Use exact metrics, or valgrind's counts.")
        case .refused(let code):
            Finding(
                id, .note, "none (\(String(cString: strerror(code)).lowercased()))", effect: effect)
        case .counts: Finding(id, .ok, "cycles and instructions")
        }
    }

    private func software(_ files: SystemFiles) -> Finding {
        let id = "perf-events"
        guard counters.processorClock == .counts else {
            return Finding(
                id, .warning, "not allowed\(paranoia(files))",
                effect: "CPU profiles are sampled by timers, no faster than the kernel's tick.",
                advice: permission(files).advice,
                command: permission(files).command)
        }
        let rate = files.integer("/proc/sys/kernel/perf_event_max_sample_rate")
        return Finding(id, .ok, "software clock" + (rate.map { ", up to \($0) samples a second" } ?? ""))
    }

    private func paranoia(_ files: SystemFiles) -> String {
        files.integer("/proc/sys/kernel/perf_event_paranoid").map { " (perf_event_paranoid is \($0))" } ?? ""
    }

    private func permission(_ files: SystemFiles) -> (advice: String?, command: String?) {
        let level = files.integer("/proc/sys/kernel/perf_event_paranoid") ?? 2
        if level > 2 { return (nil, "sudo sysctl kernel.perf_event_paranoid=2") }
        return ("In a container: allow perf_event_open in the seccomp profile, or add the capability PERFMON.", nil)
    }
}
