/// How much the machine has had to do of late.
struct LoadProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        guard let load = files.text("/proc/loadavg")?.split(separator: " ").first.flatMap({ Double($0) }) else {
            return []
        }
        let online = files.text("/sys/devices/system/cpu/online").flatMap { ProcessorList($0)?.processors.count } ?? 1
        let finding = "\(load.defaultValueDescription) over the last minute, \(online) processors"
        // One task is the benchmark itself; from half the processors on, others get in its way.
        guard load > max(0.5, Double(online) / 2) else { return [Finding("load-average", .ok, finding)] }
        return [
            Finding(
                "load-average", .warning, finding,
                effect: "The benchmark shares processors, caches and memory bandwidth with others.",
                advice: "Wait until the load has gone, or measure base and head one right after the other.")
        ]
    }
}

/// Who else is at work.
struct BusyProcessesProbe: Probe {
    let activity: ActivityFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "busy-processes"
        guard !activity.busy.isEmpty else { return [Finding(id, .ok, "none")] }
        let shown = activity.busy.prefix(3).map { process in
            "\(Message.printable(process.name)) (\(process.pid)) \(Int((process.processors * 100).rounded()))%"
        }
        let more = activity.busy.count > 3 ? " and \(activity.busy.count - 3) more" : ""
        let total = activity.busy.reduce(0) { $0 + $1.processors }
        return [
            Finding(
                id, total >= 0.2 ? .warning : .note, shown.joined(separator: ", ") + more,
                effect: "They interrupt the benchmark and empty its caches.",
                advice: "End or pause them while measuring.")
        ]
    }
}

/// Whether a hypervisor gives time that is wanted here to others.
struct StealProbe: Probe {
    let activity: ActivityFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        let percent = { (share: Double) in "\(((share * 1000).rounded() / 10).defaultValueDescription)%" }
        let finding = "\(percent(activity.stolenNow)) now, \(percent(activity.stolenSinceStart)) since the start"
        let worst = max(activity.stolenNow, activity.stolenSinceStart)
        guard worst >= 0.001 else { return [Finding("stolen-time", .ok, finding)] }
        return [
            Finding(
                "stolen-time", worst >= 0.01 ? .warning : .note, finding,
                effect: "The virtual processor stands still while the wall clock goes on.",
                advice: "Compare cpu-sec/op beside sec/op, in pairs; or measure on a machine of your own.")
        ]
    }
}
