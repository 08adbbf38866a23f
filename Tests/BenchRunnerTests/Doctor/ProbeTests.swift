import Foundation
import Glibc
import Testing

@testable import BenchRunner

@Suite("Probes of the machine")
struct ProbeTests {
    private let cpu = "/sys/devices/system/cpu"

    @Test("a governor that follows the load is a warning, also if only one processor has it")
    func governor() throws {
        let probe = FrequencyGovernorProbe()
        let path = { (processor: Int) in "\(cpu)/cpu\(processor)/cpufreq/scaling_governor" }
        #expect(
            try FakeMachine.verdicts(probe, [path(0): "performance", path(1): "performance"])
                == ["frequency-governor ok performance"])
        #expect(
            try FakeMachine.verdicts(probe, [path(0): "performance", path(11): "powersave", "\(cpu)/cpufreq/x": ""])
                == ["frequency-governor warning performance, powersave"])
        #expect(try FakeMachine.verdicts(probe) == ["frequency-governor note not to be seen from here"])
    }

    @Test("turbo is found in both places, with their opposite senses")
    func turbo() throws {
        let probe = TurboProbe()
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/intel_pstate/no_turbo": "0"]) == ["turbo warning on"])
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/intel_pstate/no_turbo": "1"]) == ["turbo ok off"])
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/cpufreq/boost": "1"]) == ["turbo warning on"])
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/cpufreq/boost": "0"]) == ["turbo ok off"])
        #expect(try FakeMachine.verdicts(probe).isEmpty)
    }

    @Test("a laptop on its battery is a warning, a desktop and a plugged one are not mentioned")
    func power() throws {
        let supply = "/sys/class/power_supply"
        let probe = PowerSupplyProbe()
        let battery = ["\(supply)/BAT0/type": "Battery", "\(supply)/AC/type": "Mains"]
        #expect(
            try FakeMachine.verdicts(probe, battery.merging(["\(supply)/AC/online": "0"]) { $1 })
                == ["power-supply warning battery"])
        #expect(try FakeMachine.verdicts(probe, battery.merging(["\(supply)/AC/online": "1"]) { $1 }).isEmpty)
        #expect(try FakeMachine.verdicts(probe).isEmpty)
    }

    @Test("processors are counted as far as the process may use them")
    func processors() throws {
        let probe = ProcessorCountProbe()
        let status = "/proc/self/status"
        #expect(
            try FakeMachine.verdicts(probe, ["\(cpu)/online": "0-7", status: "Cpus_allowed_list:\t0-127"])
                == ["processors ok 8"])
        #expect(
            try FakeMachine.verdicts(probe, ["\(cpu)/online": "0-7", status: "Cpus_allowed_list:\t2"])
                == ["processors warning 1 of 8 (the affinity mask leaves out the others)"])
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/online": "0-1"]) == ["processors note 2"])
        #expect(
            try FakeMachine.verdicts(probe, ["\(cpu)/online": "0-7", "\(cpu)/isolated": "6-7"])
                == ["processors ok 8", "isolated-processors note 2 kept free by the kernel"])
        #expect(try FakeMachine.verdicts(probe, ["\(cpu)/online": "rubbish"]).isEmpty)
    }

    @Test("a quota is a warning that says how often it has struck")
    func quota() throws {
        let contents = ["/proc/self/cgroup": "0::/", "/sys/fs/cgroup/cpu.max": "33333 100000"]
        #expect(
            try FakeMachine.verdicts(ProcessorQuotaProbe(), contents) == ["processor-quota warning 0.33 processors"])
        #expect(
            try FakeMachine.verdicts(
                ProcessorQuotaProbe(), contents.merging(["/sys/fs/cgroup/cpu.stat": "nr_throttled 3"]) { $1 })
                == ["processor-quota warning 0.33 processors; stopped 3 times so far"])
    }

    @Test("siblings, load and large pages")
    func simpleFiles() throws {
        #expect(
            try FakeMachine.verdicts(SiblingsProbe(), ["\(cpu)/smt/active": "1"])
                == ["simultaneous-multithreading note on"])
        #expect(try FakeMachine.verdicts(SiblingsProbe()).isEmpty)
        #expect(
            try FakeMachine.verdicts(LoadProbe(), ["/proc/loadavg": "1.0 0.5 0.2 1/99 7", "\(cpu)/online": "0-1"])
                == ["load-average ok 1 over the last minute, 2 processors"])
        #expect(
            try FakeMachine.verdicts(LoadProbe(), ["/proc/loadavg": "1.25 0.5 0.2 1/99 7", "\(cpu)/online": "0-1"])
                == ["load-average warning 1.25 over the last minute, 2 processors"])
        #expect(try FakeMachine.verdicts(LoadProbe(), ["/proc/loadavg": ""]).isEmpty)
        let pages = "/sys/kernel/mm/transparent_hugepage/enabled"
        #expect(
            try FakeMachine.verdicts(HugePagesProbe(), [pages: "[always] madvise never"])
                == ["transparent-huge-pages note always"])
        #expect(
            try FakeMachine.verdicts(HugePagesProbe(), [pages: "always [madvise] never"])
                == ["transparent-huge-pages ok madvise"])
        #expect(try FakeMachine.verdicts(HugePagesProbe(), [pages: "always"]).isEmpty)
    }

    @Test("a virtual machine is known by its processor, its maker or its hypervisor")
    func virtualMachine() throws {
        let probe = VirtualMachineProbe()
        #expect(
            try FakeMachine.verdicts(probe, ["/proc/cpuinfo": "flags\t\t: fpu hypervisor sse"])
                == ["virtual-machine warning yes"])
        #expect(
            try FakeMachine.verdicts(
                probe, ["/sys/class/dmi/id/sys_vendor": "QEMU", "/sys/class/dmi/id/product_name": "Standard PC"])
                == ["virtual-machine warning yes (QEMU Standard PC)"])
        #expect(
            try FakeMachine.verdicts(
                probe, ["/sys/class/dmi/id/sys_vendor": "LENOVO", "/proc/cpuinfo": "flags : fpu hypervisorish"])
                == ["virtual-machine ok no (LENOVO)"])
        #expect(
            try FakeMachine.verdicts(probe, ["/sys/hypervisor/type": "xen", "/.dockerenv": ""])
                == ["virtual-machine warning yes (xen)", "container note yes"])
    }

    @Test("random addresses are welcome, fixed ones are not, for whatever reason they are fixed")
    func addresses() throws {
        let setting = "/proc/sys/kernel/randomize_va_space"
        let id = "address-space-randomization"
        #expect(try FakeMachine.verdicts(AddressSpaceProbe(), [setting: "2"]) == ["\(id) ok on"])
        #expect(try FakeMachine.verdicts(AddressSpaceProbe(), [setting: "0"]) == ["\(id) warning off"])
        #expect(
            try FakeMachine.verdicts(AddressSpaceProbe(), [setting: "2", "/proc/self/personality": "00040000"])
                == ["\(id) warning off for this process"])
    }

    @Test("memory, swap and limits are told in units for people")
    func memory() throws {
        let probe = MemoryProbe()
        #expect(
            try FakeMachine.verdicts(
                probe,
                [
                    "/proc/meminfo":
                        "MemTotal: 16777216 kB\nMemAvailable: 524288 kB\nSwapTotal: 1048576 kB\nSwapFree: 524288 kB",
                    "/proc/self/cgroup": "0::/", "/sys/fs/cgroup/memory.max": "1610612736",
                ])
                == [
                    "memory warning 512 MiB of 16 GiB available", "swap warning 512 MiB in use",
                    "memory-limit note 1.5 GiB",
                ])
        #expect(
            try FakeMachine.verdicts(
                probe,
                ["/proc/meminfo": "MemTotal: 16777216 kB\nMemAvailable: 8388608 kB\nSwapTotal: 4 kB\nSwapFree: 4 kB"])
                == ["memory ok 8 GiB of 16 GiB available", "swap ok 0 B in use"])
        #expect(
            try FakeMachine.verdicts(probe, ["/proc/meminfo": "MemTotal: 9223372036854775807 kB\nMemAvailable: x"])
                .isEmpty)
    }

    @Test("tools are looked for along the path, and the packages of the missing are named")
    func tools() throws {
        let machine = try FakeMachine(["/usr/bin/valgrind": "not executable"])
        try machine.write("/usr/local/bin/perf", Data(), isExecutable: true)
        let finding = try #require(ToolsProbe(path: ["/usr/bin", "/usr/local/bin"]).findings(machine.files).first)
        #expect(finding.finding == "perf")
        #expect(finding.command == "sudo apt-get install valgrind golang-go chromium")
    }

    @Test("what a file says cannot control the terminal")
    func controlCharacters() throws {
        let finding = try FakeMachine.findings(VirtualMachineProbe(), ["/sys/hypervisor/type": "x\u{1B}[2Jen"]).first
        #expect(finding?.finding == "yes (x?[2Jen)")
    }

    @Test("a machine without any files gets a report")
    func nothing() throws {
        let machine = try FakeMachine()
        let report = DoctorReport(machine.files, .good)
        #expect(report.findings.contains { $0.id == "build" })
    }

    @Test(
        "files full of rubbish crash nothing",
        arguments: ["", "-", ":", "99999999999999999999", "((((", "a b c\nd e f\0"])
    func rubbish(text: String) throws {
        let paths = [
            "/proc/stat", "/proc/1/stat", "/proc/loadavg", "/proc/meminfo", "/proc/cpuinfo", "/proc/self/status",
            "/proc/self/cgroup", "/proc/self/personality", "/proc/sys/kernel/randomize_va_space", "/proc/swaps",
            "/proc/sys/kernel/perf_event_paranoid", "/sys/fs/cgroup/cpu.max", "/sys/fs/cgroup/cpu.stat",
            "/sys/fs/cgroup/memory.max", "\(cpu)/online", "\(cpu)/isolated", "\(cpu)/nohz_full", "\(cpu)/smt/active",
            "\(cpu)/cpu0/cpufreq/scaling_governor", "\(cpu)/intel_pstate/no_turbo", "\(cpu)/cpufreq/boost",
            "/sys/kernel/mm/transparent_hugepage/enabled", "/sys/class/dmi/id/product_name", "/sys/hypervisor/type",
            "/sys/devices/system/clocksource/clocksource0/current_clocksource", "/sys/class/power_supply/AC/type",
        ]
        let machine = try FakeMachine(Dictionary(uniqueKeysWithValues: paths.map { ($0, text) }))
        var facts = MachineFacts.good
        let snapshot = ActivityFacts.Snapshot(machine.files)
        facts.activity = ActivityFacts(before: snapshot, after: snapshot, seconds: 1, ticksPerSecond: 100, except: 0)
        #expect(!DoctorReport(machine.files, facts).findings.isEmpty)
    }
}
