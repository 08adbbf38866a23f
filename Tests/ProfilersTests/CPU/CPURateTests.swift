import Testing

@testable import Profilers

extension SamplerTests {
    @Suite("The rate of samples")
    struct CPURateTests {
        @Test("at least 97 % of the samples that were asked for come", arguments: [100, 250, 1000, 4000])
        func delivered(rate: Int) throws {
            // Long enough that a sample more or less is no matter; of a tick's time each way.
            let fixture = try SamplingFixture("spin", rate: rate, seconds: SamplingFixture.isLong ? 20 : 2)
            let accounting = fixture.recording.accounting
            let due = Double(accounting.threadsCPU) * 1e-9 * Double(rate)
            #expect(Double(accounting.taken) >= 0.97 * due - 2, "\(accounting.summary)")
            #expect(Double(accounting.taken) <= 1.03 * due + 2, "\(accounting.summary)")
            #expect(accounting.dropped == 0)
        }

        @Test("no sample is dropped where stacks are as deep as is asked for, above the kernel's tick")
        func deep() throws {
            let fixture = try SamplingFixture("deep-600", rate: 4000, seconds: SamplingFixture.isLong ? 20 : 2)
            let accounting = fixture.recording.accounting
            let due = Double(accounting.threadsCPU) * 1e-9 * 4000
            #expect(Double(accounting.taken) >= 0.97 * due - 2, "\(accounting.summary)")
            #expect(accounting.dropped == 0)
            #expect(accounting.truncated * 10 > accounting.taken * 9, "as deep as the limit of frames")
        }

        @Test("every sample taken is in the journal")
        func written() throws {
            let fixture = try SamplingFixture("spin-8", rate: 4000, seconds: 0.1)
            #expect(fixture.recording.isComplete && !fixture.recording.isCut)
            #expect(UInt64(fixture.recording.samples.count) == fixture.recording.accounting.taken)
        }

        @Test("where the kernel refuses events, the next best way is taken and named", arguments: [100, 1000])
        func refused(rate: Int) throws {
            let fixture = try SamplingFixture("refused", rate: rate, seconds: 1)
            #expect(fixture.numbers["refusal"] == 0)
            let accounting = fixture.recording.accounting
            #expect(accounting.mechanism == (rate == 100 ? .threadTimers : .ticker))
            #expect(abs(Double(accounting.weight) / Double(accounting.threadsCPU) - 1) <= 0.02)
            for error in fixture.shareErrors { #expect(abs(error) <= fixture.shareBound) }
        }

        @Test("where SIGTRAP from an event could kill, before Linux 5.19, the events come with SIGPROF")
        func oldKernel() throws {
            let fixture = try SamplingFixture("old-kernel", rate: 1000, seconds: 0.5)
            #expect(fixture.numbers["refusal"] == 0)
            let accounting = fixture.recording.accounting
            // Where events are refused altogether, there is a thread.
            #expect(accounting.mechanism == .perfEventSignals || accounting.mechanism == .ticker)
            #expect(abs(Double(accounting.weight) / Double(accounting.threadsCPU) - 1) <= 0.02)
        }

        @Test("threads without a descriptor are sampled at the tick, and counted")
        func descriptors() throws {
            let fixture = try SamplingFixture("descriptors", rate: 1000, seconds: 0.5)
            let accounting = fixture.recording.accounting
            #expect(accounting.slowThreads > 0)
            #expect(accounting.unsampledThreads == 0)
            let accounted = Double(accounting.weight + accounting.residue)
            #expect(abs(accounted / Double(accounting.threadsCPU) - 1) <= 0.02)
        }
    }
}
