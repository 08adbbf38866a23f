import Lab

/// What disturbs measuring on a machine, and what can be measured there.
struct DoctorReport: Sendable {
    /// The worst first.
    let findings: [Finding]
    let capabilities: [Capability]

    init(_ files: SystemFiles, _ facts: MachineFacts) {
        let probes: [any Probe] = [
            BuildProbe(isDebug: facts.isDebugBuild), PreloadProbe(preload: facts.preload),
            FrequencyGovernorProbe(), TurboProbe(), PowerSupplyProbe(), ProcessorCountProbe(), ProcessorQuotaProbe(),
            SiblingsProbe(), LoadProbe(), BusyProcessesProbe(activity: facts.activity), VirtualMachineProbe(),
            StealProbe(activity: facts.activity), CountersProbe(counters: facts.counters),
            ClockProbe(clock: facts.clock), KernelTickProbe(clock: facts.clock), AddressSpaceProbe(), MemoryProbe(),
            HugePagesProbe(), ToolsProbe(path: facts.path),
        ]
        let found = probes.flatMap { $0.findings(files) }
        // In the order above among those of one status.
        findings = Finding.Status.allCases.reversed().flatMap { status in found.filter { $0.status == status } }
        capabilities = Capability.all(facts)
    }

    var json: JSONValue {
        [
            "schema": 1, "findings": .array(findings.map(\.json)), "capabilities": .array(capabilities.map(\.json)),
        ]
    }

    /// - Parameter width: in characters.
    func text(style: Style, width: Int) -> String {
        var lines = [style(.heading, "MACHINE")]
        for finding in findings { lines += self.lines(finding, style: style, width: width) }
        lines += ["", style(.heading, "WHAT CAN BE MEASURED HERE")]
        for capability in capabilities { lines += self.lines(capability, style: style, width: width) }
        return (lines + ["", summary]).joined(separator: "\n")
    }

    /// `1 problem, 2 warnings, 3 notes`.
    private var summary: String {
        let counts = Finding.Status.allCases.reversed().compactMap { status -> String? in
            let count = findings.filter { $0.status == status }.count
            guard count > 0 else { return nil }
            return status == .ok ? "\(count) ok" : "\(count) \(status.rawValue)\(count == 1 ? "" : "s")"
        }
        return counts.joined(separator: ", ")
    }

    private func lines(_ finding: Finding, style: Style, width: Int) -> [String] {
        let label = padded(finding.status.rawValue, to: 9)
        let role: Style.Role =
            switch finding.status {
            case .ok: .good
            case .note: .emphasis
            case .warning: .caution
            case .problem: .bad
            }
        let indent = "  " + String(repeating: " ", count: label.count)
        let room = width - indent.count
        let head = WrappedText.lines("\(finding.title): \(finding.finding)", width: room)
        let effect = WrappedText.lines(finding.effect ?? "", width: room - 2)
        let advice = WrappedText.lines(finding.advice ?? "", width: room - 4)
        // A command stays whole, to be copied.
        let command = finding.command.map { [$0] } ?? []
        return head.enumerated().map { ($0 == 0 ? "  " + style(role, label) : indent) + $1 }
            + effect.map { indent + "  " + style(.aside, $0) }
            + advice.enumerated().map { indent + ($0 == 0 ? "  → " : "    ") + $1 }
            + command.map { indent + "  $ " + $0 }
    }

    private func lines(_ capability: Capability, style: Style, width: Int) -> [String] {
        let role: Style.Role =
            switch capability.works {
            case .yes: .good
            case .limited: .caution
            case .no: .bad
            }
        let name = padded(capability.title, to: (capabilities.map(\.title.count).max() ?? 0) + 2)
        let label = padded(capability.works.rawValue, to: 9)
        let units = capability.units.isEmpty ? "" : " (\(capability.units.joined(separator: ", ")))"
        let indent = String(repeating: " ", count: 2 + label.count + name.count)
        return WrappedText.lines(capability.detail + units, width: max(20, width - indent.count)).enumerated()
            .map { ($0 == 0 ? "  " + style(role, label) + name : indent) + $1 }
    }

    private func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
