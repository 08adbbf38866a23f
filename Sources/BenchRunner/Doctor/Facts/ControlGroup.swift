/// The limits that control groups put on this process, in version 1 or 2 of their interface.
struct ControlGroup {
    private let files: SystemFiles

    init(_ files: SystemFiles) { self.files = files }

    /// Processors' worth of time that the process may use, 0.5 for half a processor; nil if there is no limit.
    var processorQuota: Double? {
        let unified = directories("").compactMap { directory -> Double? in
            guard let parts = files.text(directory + "/cpu.max")?.split(separator: " "), parts.count == 2,
                let quota = Double(parts[0]), let period = Double(parts[1]), period > 0
            else { return nil }
            return quota / period
        }
        let legacy = directories("cpu").compactMap { directory -> Double? in
            guard let quota = files.integer(directory + "/cpu.cfs_quota_us"), quota > 0,
                let period = files.integer(directory + "/cpu.cfs_period_us"), period > 0
            else { return nil }
            return Double(quota) / Double(period)
        }
        return (unified + legacy).min()
    }

    /// How many times the quota has stopped the processes of the group.
    var throttledPeriods: Int {
        (directories("") + directories("cpu")).prefix(1).flatMap { files.lines($0 + "/cpu.stat") }
            .compactMap { line in line.hasPrefix("nr_throttled ") ? Int(line.dropFirst("nr_throttled ".count)) : nil }
            .max() ?? 0
    }

    /// In bytes; nil if there is no limit.
    var memoryLimit: Int? {
        let unified = directories("").compactMap { files.integer($0 + "/memory.max") }
        let legacy = directories("memory").compactMap { files.integer($0 + "/memory.limit_in_bytes") }
        // Version 1 writes "no limit" as the largest number of pages that fits.
        return (unified + legacy).filter { $0 < Int.max / 2 }.min()
    }

    /// The directories of the process's group and of those around it, innermost first.
    ///
    /// In a container the path may be that of the host, which is not to be seen here; then the top directory, where the
    /// container's own group is mounted, is all there is.
    ///
    /// - Parameter controller: of version 1; empty for version 2.
    private func directories(_ controller: String) -> [String] {
        for line in files.lines("/proc/self/cgroup") {
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3,
                parts[1].split(separator: ",").contains(Substring(controller))
                    || (controller.isEmpty && parts[1].isEmpty)
            else { continue }
            let top = controller.isEmpty ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
            var components = parts[2].split(separator: "/")
            var result: [String] = []
            while !components.isEmpty {
                result.append(top + "/" + components.joined(separator: "/"))
                components.removeLast()
            }
            return (result + [top]).filter(files.exists)
        }
        return []
    }
}
