import Glibc
import Testing

@testable import Profilers

extension SamplerTests {
    @Suite("A sampler's life")
    struct SamplerLifeTests {
        @Test("what runs in a pause stands for nothing", arguments: [100, 1000])
        func pauses(rate: Int) throws {
            let fixture = try SamplingFixture("pauses", rate: rate, seconds: 2)
            let weights = fixture.weights
            #expect(weights[1] == 0)
            // Half of the time, but for what came after the last sample.
            #expect(abs(Double(weights[0]) * 1e-9 - 1) < 0.02 + 1 / Double(rate))
            #expect(abs(Double(fixture.recording.accounting.threadsCPU) * 1e-9 - 1) < 0.02)
        }

        @Test("of a process that is killed, everything but the last moment is kept")
        func killed() throws {
            let fixture = try SamplingFixture("killed", rate: 1000, seconds: 1, status: SIGKILL)
            #expect(!fixture.recording.isComplete)
            #expect(Double(fixture.recording.accounting.weight) * 1e-9 > 0.85)
            #expect(fixture.recording.profile().comments.contains { $0.contains("killed") })
        }

        @Test("a disk that fills is said at the end, with what was kept")
        func full() throws {
            let fixture = try SamplingFixture("full", rate: 4000, seconds: 1)
            #expect(fixture.numbers["refused"] == Int(EFBIG))
            #expect(fixture.recording.accounting.weight > 0)
            #expect(fixture.numbers["kept"] == Int(fixture.recording.accounting.weight))
        }

        @Test(
            "a child of a fork has no sampler, may start its own, and leaves the parent's alone",
            arguments: [100, 1000])
        func forks(rate: Int) throws {
            let fixture = try SamplingFixture("forks", rate: rate, seconds: 1)
            #expect(fixture.numbers["child"] == 0)
            #expect(fixture.recording.isComplete)
            #expect(fixture.weights[1] == 0)
            #expect(abs(Double(fixture.weights[0]) / Double(fixture.weights[2]) - 1) < 0.1)
        }

        @Test(
            "a rate and a limit of frames that are out of range are refused with the range", arguments: [0, -1, 10_001])
        func range(value: Int) {
            #expect {
                try CPUProfiler.start(CPUProfiler.Options(rate: value))
            } throws: {
                "\($0)" == "the rate is \(value): it must be from 1 to 10000"
            }
            #expect {
                try CPUProfiler.start(CPUProfiler.Options(frameLimit: value))
            } throws: {
                "\($0)" == "the frame limit is \(value): it must be from 4 to 2048"
            }
        }

        @Test("a journal that cannot be written is said at once")
        func unwritable() {
            #expect {
                try CPUProfiler.start(CPUProfiler.Options(journalPath: "/nowhere/at/all"))
            } throws: {
                "\($0)" == "/nowhere/at/all cannot be written: No such file or directory"
            }
            #expect {
                try CPUProfiler.start(CPUProfiler.Options(journalPath: "/dev/full"))
            } throws: {
                "\($0)".contains("No space left on device")
            }
        }

        @Test("a second sampler is refused while one is at work, and welcome after it")
        func second() throws {
            let first = try CPUProfiler.start()
            #expect {
                try CPUProfiler.start()
            } throws: {
                "\($0)".contains("a sampler is at work in this process already")
            }
            #expect(try first.stop().isComplete)
            let second = try CPUProfiler.start()
            // The first has no say any more.
            first.pause()
            _ = try first.stop()
            #expect(throws: CPUProfilerError.self) { try CPUProfiler.start() }
            #expect(try second.stop().isComplete)
        }

        @Test(
            "of 10,000 frames the innermost and the outermost are kept, with a mark between them, and that is counted")
        func deep() throws {
            let fixture = try SamplingFixture("deep", rate: 1000, seconds: 0.5)
            let accounting = fixture.recording.accounting
            // Unwinding 10,000 frames may take longer than half of the period: then every other signal is postponed.
            #expect(accounting.taken + accounting.postponed > 400 && accounting.taken > 100)
            #expect(accounting.truncated >= accounting.taken - 5)
            let stacks = Set(fixture.recording.samples.map(\.stack)).map { fixture.recording.frames(ofStack: $0) }
            let deep = stacks.filter { $0.count == 512 }
            #expect(!deep.isEmpty && deep.allSatisfy { $0.contains(FrameMarker.truncated.rawValue) })
            #expect(stacks.allSatisfy { $0.count <= 512 })
            let root = try #require(deep.first?.last)
            // The program's first function is among those that are kept.
            #expect(deep.allSatisfy { $0.last == root })
        }
    }
}
