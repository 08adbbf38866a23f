import Foundation
import Testing

@testable import BenchRunner

@Suite("Reading the kernel's files")
struct SystemFilesTests {
    @Test("a text has no white space at its ends, whatever its bytes")
    func text() throws {
        let machine = try FakeMachine()
        try machine.write("/a", Data(" 5 \n\0".utf8))
        try machine.write("/empty", Data())
        try machine.write("/garbage", Data([0xFF, 0xFE, 0x20]))
        #expect(machine.files.text("/a") == "5")
        #expect(machine.files.integer("/a") == 5)
        #expect(machine.files.text("/empty") == "")
        #expect(machine.files.text("/garbage") == "\u{FFFD}\u{FFFD}")
        #expect(machine.files.text("/missing") == nil)
        #expect(machine.files.text("/") == nil)
        #expect(machine.files.names(in: "/") == ["a", "empty", "garbage"])
        #expect(machine.files.names(in: "/missing") == [])
    }

    @Test("a field is found by its whole name")
    func field() throws {
        let machine = try FakeMachine(["/f": "MemTotalX: 1 kB\nMemTotal:\t 24 kB \nflags\t\t: a b: c"])
        #expect(machine.files.field("MemTotal", in: "/f") == "24 kB")
        #expect(machine.files.field("flags", in: "/f") == "a b: c")
        #expect(machine.files.field("Mem", in: "/f") == nil)
    }

    @Test("a file without end is read in part")
    func endless() {
        let text = SystemFiles().text("/dev/zero")
        #expect(text == "")
    }

    @Test(
        "processor lists are read as the kernel writes them",
        arguments: [("0", [0]), ("0-3", [0, 1, 2, 3]), ("0-1,4,6-7", [0, 1, 4, 6, 7]), ("", [])])
    func processorLists(text: String, expected: [Int]) {
        #expect(ProcessorList(text)?.processors.sorted() == expected)
    }

    @Test("what is no list is refused", arguments: ["x", "3-1", "-1", "1-", "1-2-3", "0-99999999999", "0-65536"])
    func noProcessorLists(text: String) {
        #expect(ProcessorList(text) == nil)
    }
}

@Suite("Control groups")
struct ControlGroupTests {
    private func group(_ contents: [String: String]) throws -> (quota: Double?, memory: Int?, throttled: Int) {
        let machine = try FakeMachine(contents)
        let group = ControlGroup(machine.files)
        return withExtendedLifetime(machine) { (group.processorQuota, group.memoryLimit, group.throttledPeriods) }
    }

    @Test("the tightest limit on the way to the top holds")
    func unified() throws {
        let limits = try group([
            "/proc/self/cgroup": "0::/a/b",
            "/sys/fs/cgroup/a/b/cpu.max": "max 100000", "/sys/fs/cgroup/a/cpu.max": "150000 100000",
            "/sys/fs/cgroup/a/b/memory.max": "max", "/sys/fs/cgroup/a/memory.max": "1073741824",
            "/sys/fs/cgroup/a/b/cpu.stat": "usage_usec 5\nnr_periods 9\nnr_throttled 7",
        ])
        #expect(limits.quota == 1.5)
        #expect(limits.memory == 1 << 30)
        #expect(limits.throttled == 7)
    }

    @Test("version 1 has a directory for each controller and a huge number for no limit")
    func legacy() throws {
        let limits = try group([
            "/proc/self/cgroup": "4:memory:/x\n3:cpu,cpuacct:/docker/abc\n0::/",
            // The path of the host is not to be seen in the container; its own group is on top.
            "/sys/fs/cgroup/cpu/cpu.cfs_quota_us": "50000", "/sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000",
            "/sys/fs/cgroup/memory/x/memory.limit_in_bytes": "9223372036854771712",
        ])
        #expect(limits.quota == 0.5)
        #expect(limits.memory == nil)
    }

    @Test("no limit, or files that make no sense, is no limit")
    func none() throws {
        #expect(try group([:]).quota == nil)
        let limits = try group([
            "/proc/self/cgroup": "0::/", "/sys/fs/cgroup/cpu.max": "x y", "/sys/fs/cgroup/memory.max": "-",
            "/sys/fs/cgroup/cpu.stat": "nr_throttled",
        ])
        #expect(limits.quota == nil)
        #expect(limits.memory == nil)
        #expect(limits.throttled == 0)
        #expect(try group(["/proc/self/cgroup": "0::/", "/sys/fs/cgroup/cpu.max": "100000 0"]).quota == nil)
        #expect(try group(["/proc/self/cgroup": "nonsense\n::\n1:"]).quota == nil)
    }
}
