/// Whether there is memory enough.
struct MemoryProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        var findings: [Finding] = []
        if let total = bytes("MemTotal", files), let available = bytes("MemAvailable", files) {
            let finding = "\(Self.text(available)) of \(Self.text(total)) available"
            let isScarce = available < min(total / 10, 1 << 30)
            findings.append(
                isScarce
                    ? Finding(
                        "memory", .warning, finding, effect: "The kernel takes back pages while the benchmark runs.",
                        advice: "End what uses the memory.") : Finding("memory", .ok, finding))
        }
        if let total = bytes("SwapTotal", files), let free = bytes("SwapFree", files), total > 0 {
            // Some megabytes are swapped out on any machine that has been up for long.
            let used = max(0, total - free)
            findings.append(
                used > 64 << 20
                    ? Finding(
                        "swap", .warning, "\(Self.text(used)) in use",
                        effect: "A page that has to be read back costs a benchmark milliseconds.",
                        advice: "If memory suffices without it:", command: "sudo swapoff --all")
                    : Finding("swap", .ok, "\(Self.text(used)) in use"))
        }
        if let limit = ControlGroup(files).memoryLimit {
            findings.append(
                Finding(
                    "memory-limit", .note, Self.text(limit),
                    effect: "A benchmark that needs more is killed (signal 9); near the limit pages are taken back."))
        }
        return findings
    }

    /// A field of `/proc/meminfo`, which counts in KiB.
    private func bytes(_ field: String, _ files: SystemFiles) -> Int? {
        files.field(field, in: "/proc/meminfo")?.split(separator: " ").first.flatMap { Int($0) }
            .flatMap { $0.multipliedReportingOverflow(by: 1024) }.flatMap { $0.overflow ? nil : $0.partialValue }
    }

    /// In the largest binary unit that leaves at least one: `23.5 GiB`.
    static func text(_ bytes: Int) -> String {
        var value = Double(bytes)
        var units = ["B", "KiB", "MiB", "GiB", "TiB"][...]
        while value >= 1024, units.count > 1 {
            value /= 1024
            units = units.dropFirst()
        }
        return "\(((value * 10).rounded() / 10).defaultValueDescription) \(units.first ?? "B")"
    }
}
