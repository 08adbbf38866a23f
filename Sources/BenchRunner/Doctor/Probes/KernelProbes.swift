/// Whether processes get their memory at random addresses.
struct AddressSpaceProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let id = "address-space-randomization"
        guard let setting = files.integer("/proc/sys/kernel/randomize_va_space") else { return [] }
        // ADDR_NO_RANDOMIZE of personality(2): `setarch --addr-no-randomize`, or a debugger.
        let personality = files.text("/proc/self/personality").flatMap { Int($0, radix: 16) } ?? 0
        let isOff = setting == 0 || personality & 0x0040000 != 0
        guard isOff else {
            // Mytkowicz, Diwan, Hauswirth, Sweeney: Producing Wrong Data Without Doing Anything Obviously Wrong (2009).
            return [
                Finding(
                    id, .ok, "on",
                    effect:
                        "Each round gets another memory layout, so the interval covers the luck of layout. Leave it on."
                )
            ]
        }
        return [
            Finding(
                id, .warning, setting == 0 ? "off" : "off for this process",
                effect: "All rounds share one memory layout, whose luck then looks like a difference between builds.",
                command: "sudo sysctl kernel.randomize_va_space=2")
        ]
    }
}

/// How often the kernel interrupts.
struct KernelTickProbe: Probe {
    let clock: ClockFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        guard clock.tickRate > 0 else { return [] }
        let tickless = files.text("/sys/devices/system/cpu/nohz_full").flatMap { ProcessorList($0)?.processors } ?? []
        let exception = tickless.isEmpty ? "" : ", \(tickless.count) processors without"
        return [
            Finding(
                "kernel-tick", .note, "\(clock.tickRate) Hz\(exception)",
                effect:
                    "Timers on CPU time fire no more often than this; profiles at higher rates need perf events, "
                    + "which cost about twice as much a sample.",
                advice: "Profile at up to this rate where the run is long enough.")
        ]
    }
}

/// What reads the time, and at what cost.
struct ClockProbe: Probe {
    let clock: ClockFacts

    func findings(_ files: SystemFiles) -> [Finding] {
        let directory = "/sys/devices/system/clocksource/clocksource0"
        let source = files.text("\(directory)/current_clocksource").map(Message.printable) ?? "unknown source"
        let finding = "\(source), \(clock.cost.inNanoseconds) a reading, steps of \(clock.resolution.inNanoseconds)"
        // A clock that the C library reads without entering the kernel takes some tens of nanoseconds at most.
        guard clock.cost > .nanoseconds(150) || clock.resolution > .microseconds(1) else {
            return [Finding("clock", .ok, finding)]
        }
        let others = files.text("\(directory)/available_clocksource")?.split(separator: " ") ?? []
        let hasTSC = others.contains("tsc") && source != "tsc"
        return [
            Finding(
                "clock", .warning, finding,
                effect: "Samples have to be longer, and latencies of single operations are blurred.",
                command: hasTSC ? "echo tsc | sudo tee \(directory)/current_clocksource" : nil)
        ]
    }
}

/// Whether the kernel hands out large pages unasked.
struct HugePagesProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        guard let text = files.text("/sys/kernel/mm/transparent_hugepage/enabled"),
            let choice = text.split(separator: " ").first(where: { $0.hasPrefix("[") })?.dropFirst().dropLast()
        else { return [] }
        guard choice == "always" else { return [Finding("transparent-huge-pages", .ok, String(choice))] }
        return [
            Finding(
                "transparent-huge-pages", .note, "always",
                effect:
                    "Whether a heap gets large pages is luck: memory-heavy benchmarks have two speeds, peak memory jumps.",
                command: "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled")
        ]
    }
}
