/// How many processors there are for the benchmark and for everything else.
struct ProcessorCountProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let online = files.text("/sys/devices/system/cpu/online").flatMap { ProcessorList($0)?.processors } ?? []
        let allowed = files.field("Cpus_allowed_list", in: "/proc/self/status").flatMap {
            ProcessorList($0)?.processors
        }
        let usable = allowed.map { online.isEmpty ? $0 : $0.intersection(online) } ?? online
        guard !usable.isEmpty else { return [] }
        var findings = [count(usable: usable.count, online: max(online.count, usable.count))]
        let isolated = files.text("/sys/devices/system/cpu/isolated").flatMap { ProcessorList($0)?.processors } ?? []
        if !isolated.isEmpty {
            findings.append(
                Finding(
                    "isolated-processors", .note, "\(isolated.count) kept free by the kernel",
                    effect: "Nothing runs there unless it is told to: the quietest place for a benchmark.",
                    advice: "Put 'taskset --cpu-list \(isolated.min() ?? 0)' before the command line."))
        }
        return findings
    }

    private func count(usable: Int, online: Int) -> Finding {
        let finding =
            usable == online ? "\(usable)" : "\(usable) of \(online) (the affinity mask leaves out the others)"
        let id = "processors"
        return switch usable {
        case 1:
            Finding(
                id, .warning, finding,
                effect: "Whatever else runs, the harness included, interrupts the benchmark; threads take turns.",
                advice: "Do not trust differences of concurrent benchmarks here.")
        case 2...3:
            Finding(
                id, .note, finding,
                effect: "One for the benchmark and little for the rest: concurrent benchmarks compete with the system.",
                advice: "Leave the machine alone while it measures.")
        default: Finding(id, .ok, finding)
        }
    }
}

/// Whether a control group rations processor time.
struct ProcessorQuotaProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let group = ControlGroup(files)
        guard let quota = group.processorQuota else { return [] }
        let throttled = group.throttledPeriods
        let amount = ((quota * 100).rounded() / 100).defaultValueDescription
        let history = throttled > 0 ? "; stopped \(throttled) times so far" : ""
        return [
            Finding(
                "processor-quota", .warning, "\(amount) processors\(history)",
                effect: "Who uses up the quota stands still for the rest of the period, in the middle of a sample.",
                advice: "Measure outside the container, or without its limit (docker: --cpus; Kubernetes: limits.cpu).")
        ]
    }
}

/// Whether two logical processors share a core.
struct SiblingsProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "simultaneous-multithreading"
        guard let active = files.integer("/sys/devices/system/cpu/smt/active") else { return [] }
        guard active == 1 else { return [Finding(id, .ok, "off")] }
        return [
            Finding(
                id, .note, "on",
                effect: "What runs on the other half of a core slows the benchmark, by a third or more.",
                advice: "Leave the machine alone while it measures, or turn it off:",
                command: "echo off | sudo tee /sys/devices/system/cpu/smt/control")
        ]
    }
}
