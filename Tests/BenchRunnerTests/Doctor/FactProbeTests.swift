import Glibc
import Testing

@testable import BenchRunner

@Suite("Probes of what was tried out")
struct FactProbeTests {
    private let paranoid = "/proc/sys/kernel/perf_event_paranoid"

    private func counters(_ hardware: CounterFacts.Outcome, _ clock: CounterFacts.Outcome = .counts) -> CountersProbe {
        CountersProbe(counters: CounterFacts(cycles: hardware, instructions: hardware, processorClock: clock))
    }

    @Test("counters that are absent, forbidden, blocked or stand still are told apart")
    func hardware() throws {
        let verdict = { (outcome: CounterFacts.Outcome) in
            try FakeMachine.verdicts(counters(outcome), [paranoid: "4"]).first
        }
        #expect(try verdict(.counts) == "hardware-counters ok cycles and instructions")
        #expect(try verdict(.refused(ENOENT)) == "hardware-counters note none")
        #expect(try verdict(.refused(EACCES)) == "hardware-counters warning not allowed (perf_event_paranoid is 4)")
        #expect(try verdict(.refused(ENOSYS)) == "hardware-counters note perf_event_open is blocked or missing")
        #expect(try verdict(.standsStill) == "hardware-counters note they open, but stand still")
        #expect(try verdict(.refused(EBUSY)) == "hardware-counters note none (device or resource busy)")
    }

    @Test("what to do about forbidden counters depends on who forbids them")
    func permission() throws {
        let byKernel = try FakeMachine.findings(counters(.refused(EACCES)), [paranoid: "3"]).first
        #expect(byKernel?.command == "sudo sysctl kernel.perf_event_paranoid=2")
        let byContainer = try FakeMachine.findings(counters(.refused(EPERM)), [paranoid: "2"]).first
        #expect(byContainer?.command == nil)
        #expect(byContainer?.advice?.contains("seccomp") == true)
    }

    @Test("software events tell their greatest rate")
    func software() throws {
        let rate = "/proc/sys/kernel/perf_event_max_sample_rate"
        #expect(
            try FakeMachine.verdicts(counters(.counts), [rate: "100000"]).last
                == "perf-events ok software clock, up to 100000 samples a second")
        #expect(
            try FakeMachine.verdicts(counters(.counts, .refused(EACCES))).last == "perf-events warning not allowed")
    }

    @Test("a clock is judged by what it costs, and a better one that is there is offered")
    func clock() throws {
        let directory = "/sys/devices/system/clocksource/clocksource0"
        let slow = ClockFacts(cost: .nanoseconds(1200), resolution: .nanoseconds(280), tick: .milliseconds(4))
        let contents = ["\(directory)/current_clocksource": "hpet", "\(directory)/available_clocksource": "tsc hpet"]
        let finding = try #require(try FakeMachine.findings(ClockProbe(clock: slow), contents).first)
        #expect(finding.status == .warning)
        #expect(finding.finding == "hpet, 1200 ns a reading, steps of 280 ns")
        #expect(finding.command == "echo tsc | sudo tee \(directory)/current_clocksource")
        let alone = try FakeMachine.findings(ClockProbe(clock: slow)).first
        #expect(alone?.command == nil)
        #expect(alone?.finding.hasPrefix("unknown source") == true)
        #expect(try FakeMachine.findings(ClockProbe(clock: MachineFacts.good.clock)).first?.status == .ok)
    }

    @Test("the tick is a rate", arguments: [(4_000_000, "250 Hz"), (1_000_000, "1000 Hz"), (3_333_333, "300 Hz")])
    func tick(nanoseconds: Int64, text: String) throws {
        let clock = ClockFacts(cost: .zero, resolution: .zero, tick: .nanoseconds(nanoseconds))
        #expect(try FakeMachine.verdicts(KernelTickProbe(clock: clock)) == ["kernel-tick note \(text)"])
    }

    @Test("the preload library works, is missing, or fails with a reason")
    func preload() throws {
        let verdict = { (facts: PreloadFacts) in try FakeMachine.verdicts(PreloadProbe(preload: facts)) }
        #expect(try verdict(.works("/a/l.so")) == ["preload-library ok /a/l.so"])
        #expect(
            try verdict(.missing(executable: "/a/bench"))
                == ["preload-library warning libLabPreload.so is not beside /a/bench"])
        #expect(try verdict(.fails("/l.so", reason: "no\nway")) == ["preload-library warning /l.so: no?way"])
    }

    @Test("a debug build is a problem")
    func build() throws {
        #expect(try FakeMachine.verdicts(BuildProbe(isDebug: true)) == ["build problem debug"])
        #expect(try FakeMachine.verdicts(BuildProbe(isDebug: false)) == ["build ok release"])
    }

    @Test("what can be measured follows from the facts")
    func capabilities() {
        var facts = MachineFacts.good
        #expect(Capability.all(facts).allSatisfy { $0.works == .yes })
        facts.preload = .missing(executable: "/bench")
        facts.counters = CounterFacts(
            cycles: .refused(ENOENT), instructions: .refused(ENOENT), processorClock: .refused(EACCES))
        let works = Dictionary(uniqueKeysWithValues: Capability.all(facts).map { ($0.id, $0.works) })
        #expect(works["wall-time"] == .yes)
        #expect(works["allocations"] == .no)
        #expect(works["hardware-counters"] == .no)
        #expect(works["processor-samples"] == .limited)
        #expect(works["wall-samples"] == .yes)
        #expect(works["command-profiles"] == .no)
        facts = .good
        facts.hasUnwinder = false
        for capability in Capability.all(facts) where capability.detail.contains("libunwind") {
            #expect(capability.works == .no)
        }
        #expect(Capability.all(facts).count { $0.works == .no } == 3)
    }
}

@Suite("What the processors did")
struct ActivityTests {
    private func stat(_ pid: Int, _ name: String, user: Int, system: Int) -> String {
        "\(pid) (\(name)) S 1 1 1 0 -1 4194560 1 0 0 0 \(user) \(system) 0 0 20 0 1 0 1 1 1"
    }

    private func snapshot(_ contents: [String: String]) throws -> ActivityFacts.Snapshot {
        let machine = try FakeMachine(contents)
        return withExtendedLifetime(machine) { ActivityFacts.Snapshot(machine.files) }
    }

    @Test("a process is known by its number and name, however wild the name")
    func names() {
        let process = ActivityFacts.Snapshot.process(stat(7, "a) R (b", user: 3, system: 4))
        #expect(process?.name == "a) R (b")
        #expect(process?.ticks == 7)
        #expect(ActivityFacts.Snapshot.process("7 (short) S 1") == nil)
        #expect(ActivityFacts.Snapshot.process(")(") == nil)
    }

    @Test("who is busy and what was stolen is the difference of two looks")
    func difference() throws {
        let before = try snapshot([
            "/proc/stat": "cpu  100 0 100 700 0 0 0 100 50 0\ncpu0 1 1 1 1",
            "/proc/10/stat": stat(10, "compiler", user: 100, system: 0),
            "/proc/11/stat": stat(11, "bench", user: 100, system: 0),
            "/proc/12/stat": stat(12, "idle", user: 100, system: 0),
            "/proc/13/stat": stat(13, "old", user: 100, system: 0),
        ])
        let after = try snapshot([
            "/proc/stat": "cpu  140 0 120 740 0 0 0 200 90 0",
            "/proc/10/stat": stat(10, "compiler", user: 130, system: 10),
            "/proc/11/stat": stat(11, "bench", user: 150, system: 0),
            "/proc/12/stat": stat(12, "idle", user: 101, system: 0),
            // The number was given to another program in between.
            "/proc/13/stat": stat(13, "new", user: 500, system: 0),
            "/proc/14/stat": stat(14, "started", user: 500, system: 0),
        ])
        let facts = ActivityFacts(before: before, after: after, seconds: 0.5, ticksPerSecond: 100, except: 11)
        #expect(facts.busy == [.init(pid: 10, name: "compiler", processors: 0.8)])
        #expect(facts.stolenNow == 0.5)
        #expect(abs(facts.stolenSinceStart - 200.0 / 1200) < 1e-12)
        #expect(
            try FakeMachine.verdicts(BusyProcessesProbe(activity: facts)) == [
                "busy-processes warning compiler (10) 80%"
            ])
        #expect(
            try FakeMachine.verdicts(StealProbe(activity: facts))
                == ["stolen-time warning 50% now, 16.7% since the start"])
    }

    @Test("the three busiest are named")
    func busiest() throws {
        let busy = [0.9, 0.5, 0.4, 0.3].enumerated().map { index, share in
            ActivityFacts.BusyProcess(pid: index, name: "p\(index)", processors: share)
        }
        let facts = ActivityFacts(busy: busy, stolenNow: 0, stolenSinceStart: 0)
        #expect(
            try FakeMachine.verdicts(BusyProcessesProbe(activity: facts))
                == ["busy-processes warning p0 (0) 90%, p1 (1) 50%, p2 (2) 40% and 1 more"])
        #expect(try FakeMachine.verdicts(StealProbe(activity: facts)) == ["stolen-time ok 0% now, 0% since the start"])
    }
}
