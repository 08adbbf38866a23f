import Profilers
import Testing

/// The cases spin for known CPU times; a sample is a millisecond of it, and half of them must be there on the busiest machine.
@Suite("Profiles of programs that fork, exec, end in every way, and do not know of it")
struct ProfiledProcessesTests {
    @Test("parent and child of a fork have a journal each, with the samples of their own time")
    func fork() throws {
        let run = try ProfiledFixture("fork")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.recordings.count == 2)
        #expect(Set(run.recordings.map(\.process.id)).count == 2)
        for recording in run.recordings {
            #expect(recording.isComplete)
            #expect(recording.accounting.taken > 150)
        }
    }

    @Test("a program that becomes another has a journal for each, and goes on after an exec that fails")
    func exec() throws {
        let run = try ProfiledFixture("exec")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(Set(run.recordings.map(\.process.id)).count == 1)
        #expect(run.recordings.map { $0.accounting.taken > 150 } == [true, true])
        #expect(run.recordings.allSatisfy { $0.isComplete })
        // 600 ms before the exec that succeeds.
        #expect((run.recordings.first?.accounting.taken ?? 0) > 300)
    }

    @Test("20 execs in a row kill nothing, though samples are due at any moment")
    func execOften() throws {
        let run = try ProfiledFixture("exec-often", "20")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.recordings.count == 21)
    }

    @Test(
        "a program that is started with an empty environment is profiled all the same",
        arguments: ["exec-without-environment", "spawn-without-environment"])
    func emptyEnvironment(name: String) throws {
        let run = try ProfiledFixture(name)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.recordings.contains { $0.process.arguments.contains("spin") && $0.accounting.taken > 150 })
    }

    @Test("100 children of vfork run, and leave the parent's profile alone")
    func vfork() throws {
        let run = try ProfiledFixture("vfork-often")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        let parent = run.recordings.filter { $0.process.arguments.contains("vfork-often") }
        #expect(parent.count == 1)
        #expect(parent.allSatisfy { $0.isComplete && $0.accounting.taken > 150 })
    }

    @Test(
        "a daemon that closes every descriptor is profiled on, and finds nothing in its files that is not its own",
        arguments: [100, 1000])
    func daemon(rate: Int) throws {
        let run = try ProfiledFixture("daemon", "FOLDER/file", rate: rate, ended: 3)
        #expect(run.outcome.status == 0)
        #expect(run.failures.isEmpty)
        #expect(run.recordings.count == 3)
        // 500 ms, of which 100 pass at most before the events are back.
        let daemon = try #require(run.recordings.max { $0.accounting.taken < $1.accounting.taken })
        #expect(daemon.isComplete)
        #expect(daemon.accounting.taken > UInt64(400 * rate / 1000 * 2 / 3))
        #expect(daemon.accounting.slowThreads == 0)
    }

    @Test("a program that gives up its privileges is profiled on, and so are its children")
    func privileges() throws {
        let run = try ProfiledFixture("drop-privileges")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.recordings.count == 2)
        #expect(run.recordings.allSatisfy { $0.accounting.taken > 150 })
    }

    @Test(
        "_exit, quick_exit and the end of the last thread complete the journal",
        arguments: [("_exit", 3), ("quick_exit", 4), ("pthread_exit", 0)])
    func endings(name: String, status: Int) throws {
        let run = try ProfiledFixture(name)
        #expect(run.outcome == Command.Outcome(output: "", status: Int32(status)))
        #expect(run.recordings.count == 1)
        #expect(run.recordings.allSatisfy { $0.isComplete && $0.accounting.taken > 150 })
    }

    @Test("the accounts of a program that is killed in its first second are those of its time")
    func killedEarly() throws {
        let run = try ProfiledFixture("killed", "9", "400")
        let accounting = try #require(run.recordings.first).accounting
        #expect(run.outcome.status == 128 + 9)
        // Of 400 ms, a tenth of a second at most is not in the file yet, and on a busy machine less.
        #expect(accounting.threadsCPU > 250_000_000)
        #expect(accounting.threadsCPU >= accounting.weight)
        #expect(accounting.processCPU > 200_000_000)
    }

    @Test("a program that is killed leaves what was sampled until then", arguments: [9, 6, 15])
    func killed(signal: Int) throws {
        let run = try ProfiledFixture("killed", "\(signal)")
        #expect(run.outcome.status == 128 + Int32(signal))
        // One second at 1000 Hz, and at most 50 ms of it are not in the file yet.
        #expect(run.recordings.map(\.isComplete) == [false])
        #expect((run.recordings.first?.held ?? 0) > 500)
    }
}

@Suite("Profiles of programs that use the sampler's signals themselves")
struct ProfiledSignalsTests {
    @Test(
        "dispositions of SIGPROF and SIGTRAP are read back as set, and end neither program nor profile",
        arguments: [100, 1000])
    func dispositions(rate: Int) throws {
        let run = try ProfiledFixture("dispositions", rate: rate)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > UInt64(600 * rate / 1000 / 2))
    }

    @Test("a program's own SIGPROF timer and traps reach its handlers, and no others do", arguments: [100, 1000])
    func ownTimer(rate: Int) throws {
        let run = try ProfiledFixture("own-timer", rate: rate)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > UInt64(500 * rate / 1000 / 2))
    }

    @Test(
        "a program's own SIGPROF reaches its handler, whatever sends it",
        arguments: [("cpu", 100), ("cpu", 1000), ("wall", 1000)])
    func ownSignals(clock: String, rate: Int) throws {
        let run = try ProfiledFixture("own-signals", clock: clock, rate: rate)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > UInt64(600 * rate / 1000 / 2))
    }

    @Test("_exit from a handler ends a program that is starting threads", arguments: ["cpu", "wall"])
    func exitFromHandler(clock: String) throws {
        for turn in 0..<20 {
            let run = try ProfiledFixture("exit-from-handler", "\(20_000 + turn * 137)", clock: clock, limit: 20)
            #expect(run.outcome == Command.Outcome(output: "", status: 7))
            #expect(run.recordings.map(\.isComplete) == [true])
        }
    }

    @Test("after thousands of jumps out of a handler, the program forks and is sampled on", arguments: ["cpu", "wall"])
    func jumpFromHandler(clock: String) throws {
        let run = try ProfiledFixture("jump-from-handler", clock: clock, limit: 30)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 400)
    }

    @Test("a thread that blocks every signal reads that back, and is sampled on", arguments: ["cpu", "wall"])
    func masks(clock: String) throws {
        let run = try ProfiledFixture("masks", clock: clock)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 250)
    }

    @Test(
        "a thread that blocks every signal behind the C library's back is left alone, then sampled on",
        arguments: [("cpu", 100), ("cpu", 1000), ("cpu", 10_000), ("wall", 1000)])
    func rawMasks(clock: String, rate: Int) throws {
        let run = try ProfiledFixture("raw-masks", clock: clock, rate: rate)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > UInt64(300 * rate / 1000 / 2))
        // 400 ms in all: what could not be sampled is in the weight of the sample that came when signals were let in again.
        #expect(run.recordings.reduce(0) { $0 + $1.accounting.weight } > 370_000_000)
    }

    @Test("a thread that waits for every signal gets none of the sampler's", arguments: ["cpu", "wall"])
    func waiting(clock: String) throws {
        let run = try ProfiledFixture("sigwait", clock: clock)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 150)
    }
}

@Suite("Profiles of programs with deep, used-up and alternate stacks")
struct ProfiledStacksTests {
    @Test("10,000 frames are sampled, cut and counted", arguments: ["cpu", "wall"])
    func recursion(clock: String) throws {
        let run = try ProfiledFixture("recursion", "10000", clock: clock)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 80)
        let truncated = run.recordings.reduce(0) { $0 + $1.accounting.truncated }
        #expect(truncated * 10 > run.taken * 9)
    }

    @Test("a stack overflow ends the program as it would without a profile")
    func overflow() throws {
        // 29,000 frames take several periods to unwind.
        let run = try ProfiledFixture("overflow", rate: 10_000)
        #expect(run.outcome.status == 128 + 11)
        #expect(run.recordings.count == 1)
    }

    @Test("a handler on an alternate stack still reports a stack overflow")
    func reportedOverflow() throws {
        let run = try ProfiledFixture("overflow-reported", rate: 10_000)
        #expect(run.outcome == Command.Outcome(output: "", status: 42))
        #expect(run.recordings.map(\.isComplete) == [true])
    }

    @Test(
        "the handler leaves alone what lies below a small alternate stack, and samples whole stacks",
        arguments: [("cpu", 4096), ("cpu", 8192), ("wall", 8192)])
    func smallStack(clock: String, size: Int) throws {
        let run = try ProfiledFixture("small-stack", "\(size)", clock: clock)
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 250)
        #expect(run.recordings.reduce(0) { $0 + $1.accounting.unreadable } * 10 < run.taken)
    }

    @Test("a handler that works on an alternate stack is sampled there")
    func alternateStack() throws {
        let run = try ProfiledFixture("alternate-stack")
        #expect(run.outcome == Command.Outcome(output: "", status: 0))
        #expect(run.taken > 250)
    }
}
