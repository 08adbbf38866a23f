/// Who decides how fast the processors run.
struct FrequencyGovernorProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "frequency-governor"
        let directory = "/sys/devices/system/cpu"
        let governors = Set(
            files.names(in: directory).filter { $0.hasPrefix("cpu") && Int($0.dropFirst(3)) != nil }
                .compactMap { files.text("\(directory)/\($0)/cpufreq/scaling_governor") })
        guard !governors.isEmpty else {
            return [
                Finding(
                    id, .note, "not to be seen from here",
                    effect: "The clock may change between rounds without notice.",
                    advice: "Measure base and head one right after the other, so that both see the same clock.")
            ]
        }
        let names = governors.sorted().joined(separator: ", ")
        if governors == ["performance"] { return [Finding(id, .ok, names)] }
        return [
            Finding(
                id, .warning, names,
                effect: "The clock follows the load: short benchmarks run before it has risen, and times scatter.",
                command: "sudo cpupower frequency-set --governor performance")
        ]
    }
}

/// Whether processors may run above their nominal clock for a while.
struct TurboProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "turbo"
        let intel = "/sys/devices/system/cpu/intel_pstate/no_turbo"
        let generic = "/sys/devices/system/cpu/cpufreq/boost"
        let state: (isOn: Bool, command: String)
        if let off = files.integer(intel) {
            state = (off == 0, "echo 1 | sudo tee \(intel)")
        } else if let on = files.integer(generic) {
            state = (on != 0, "echo 0 | sudo tee \(generic)")
        } else {
            return []
        }
        guard state.isOn else { return [Finding(id, .ok, "off")] }
        return [
            Finding(
                id, .warning, "on",
                effect: "The clock depends on temperature and on how many cores are busy: times drift within a run.",
                command: state.command)
        ]
    }
}

/// Whether a laptop runs on its battery.
struct PowerSupplyProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let directory = "/sys/class/power_supply"
        let mains = files.names(in: directory).filter { files.text("\(directory)/\($0)/type") == "Mains" }
        guard !mains.isEmpty, mains.allSatisfy({ files.integer("\(directory)/\($0)/online") == 0 }) else { return [] }
        return [
            Finding(
                "power-supply", .warning, "battery",
                effect: "Power saving lowers the clock, the more the emptier it is.",
                advice: "Plug the machine in.")
        ]
    }
}
