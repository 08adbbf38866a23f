import Lab
import Testing

@testable import BenchRunner

@Suite("The doctor's report")
struct DoctorReportTests {
    private func report() throws -> DoctorReport {
        let machine = try FakeMachine([
            "/sys/devices/system/cpu/online": "0-7",
            "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor": "powersave",
            "/proc/sys/kernel/randomize_va_space": "2",
        ])
        var facts = MachineFacts.good
        facts.isDebugBuild = true
        facts.path = []
        return withExtendedLifetime(machine) { DoctorReport(machine.files, facts) }
    }

    @Test("the worst comes first, sentences wrap and commands do not")
    func text() throws {
        #expect(
            try report().text(style: .plain, width: 70) == """
                MACHINE
                  problem  build: debug
                             Nothing is optimized: times and allocations say nothing
                             of the program that users run.
                             → Build for release: swift run -c release …
                  warning  frequency governor: powersave
                             The clock follows the load: short benchmarks run before
                             it has risen, and times scatter.
                             $ sudo cpupower frequency-set --governor performance
                  note     kernel tick: 1000 Hz
                             Timers on CPU time fire no more often than this; profiles
                             at higher rates need perf events, which cost about twice
                             as much a sample.
                             → Profile at up to this rate where the run is long
                               enough.
                  note     tools: none
                             Missing: valgrind (exact instruction counts without
                             hardware counters); perf (profiles of kernel and hardware
                             events); go (pprof's web view (go tool pprof) of a
                             profile); chromium (pictures of reports).
                             $ sudo apt-get install valgrind linux-perf golang-go chromium
                  ok       preload library: /opt/libLabPreload.so
                  ok       processors: 8
                  ok       busy processes: none
                  ok       virtual machine: no
                  ok       stolen time: 0% now, 0% since the start
                  ok       hardware counters: cycles and instructions
                  ok       perf events: software clock
                  ok       clock: unknown source, 25 ns a reading, steps of 1 ns
                  ok       address space randomization: on
                             Each round gets another memory layout, so the interval
                             covers the luck of layout. Leave it on.

                WHAT CAN BE MEASURED HERE
                  yes      wall time          clock_gettime, 25 ns a reading, steps of
                                              1 ns (sec/op)
                  yes      processor time     the kernel's accounts of all threads of
                                              a worker (cpu-sec/op, user-sec/op,
                                              sys-sec/op)
                  yes      resource usage     page faults, context switches, peak
                                              memory, from the kernel's accounts
                  yes      allocations        exact, in rounds of their own under the
                                              preload library (allocs/op, B/op)
                  yes      hardware counters  perf_event_open (instructions/op,
                                              cycles/op)
                  yes      processor samples  timers up to 1000 samples a second and
                                              thread, a perf event for each thread
                                              above
                  yes      wall samples       a thread that signals the others,
                                              running or blocked
                  yes      command profiles   any dynamically linked program, under
                                              the preload library

                1 problem, 1 warning, 2 notes, 9 ok
                """)
    }

    @Test("the same is there for programs, nothing where there is nothing to say")
    func json() throws {
        let json = try report().json
        #expect(json["schema"]?.intValue == 1)
        let findings = try #require(json["findings"]?.arrayValue)
        #expect(
            findings.first
                == [
                    "id": "build", "status": "problem", "finding": "debug",
                    "effect":
                        "Nothing is optimized: times and allocations say nothing of the program that users run.",
                    "advice": "Build for release: swift run -c release …", "command": nil,
                ])
        #expect(findings.count == 13)
        let capabilities = try #require(json["capabilities"]?.arrayValue)
        #expect(
            capabilities.first
                == [
                    "id": "wall-time", "works": "yes", "units": ["sec/op"],
                    "detail": "clock_gettime, 25 ns a reading, steps of 1 ns",
                ])
    }

    @Test("every status has a colour where colours are allowed, and only there")
    func colours() throws {
        let report = try report()
        #expect(report.text(style: Style(isColoured: true), width: 70).contains("\u{1B}[31mproblem"))
        #expect(!report.text(style: .plain, width: 70).contains("\u{1B}"))
    }

    @Test("this machine can be looked at")
    func thisMachine() {
        let clock = ClockFacts.measured()
        #expect(clock.cost > .zero)
        #expect(clock.resolution > .zero)
        #expect((1...10_000).contains(clock.tickRate))
        let activity = ActivityFacts.measured(SystemFiles(), interval: .milliseconds(20))
        #expect((0...1).contains(activity.stolenSinceStart))
        _ = CounterFacts.measured()
    }
}
