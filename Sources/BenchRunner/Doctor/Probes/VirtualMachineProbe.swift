/// Whether the machine is a real one.
struct VirtualMachineProbe: Probe {
    func findings(_ files: SystemFiles) -> [Finding] {
        let flags = files.field("flags", in: "/proc/cpuinfo")?.split(separator: " ") ?? []
        let product = [files.text("/sys/class/dmi/id/sys_vendor"), files.text("/sys/class/dmi/id/product_name")]
            .compactMap { $0 }.filter { !$0.isEmpty }.map(Message.printable).joined(separator: " ")
        let hypervisor = files.text("/sys/hypervisor/type")
        let known = ["QEMU", "KVM", "VMware", "VirtualBox", "Virtual Machine", "Amazon EC2", "Google Compute", "Xen"]
        let isVirtual =
            flags.contains("hypervisor") || hypervisor != nil || known.contains { product.contains($0) }
            || files.exists("/proc/device-tree/hypervisor")
        var findings: [Finding] = []
        if isVirtual {
            let name = hypervisor.map(Message.printable) ?? product
            findings.append(
                Finding(
                    "virtual-machine", .warning, name.isEmpty ? "yes" : "yes (\(name))",
                    effect: "Neighbours share caches, memory bandwidth and the clock; counters are often missing.",
                    advice:
                        "Measure base and head one right after the other, and gate on exact metrics where they serve."))
        } else {
            findings.append(Finding("virtual-machine", .ok, product.isEmpty ? "no" : "no (\(product))"))
        }
        if files.exists("/.dockerenv") || files.exists("/run/.containerenv") {
            findings.append(
                Finding(
                    "container", .note, "yes",
                    effect: "Its seccomp profile may forbid perf events, and quotas may stop it."))
        }
        return findings
    }
}
