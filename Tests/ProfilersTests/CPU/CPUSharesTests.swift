import Testing

@testable import Profilers

extension SamplerTests {
    @Suite("CPU profiles of programs whose shares are known")
    struct CPUSharesTests {
        private func expectTruth(_ fixture: SamplingFixture, threads: Int) {
            let accounting = fixture.recording.accounting
            for (kind, error) in fixture.shareErrors.enumerated() {
                #expect(abs(error) <= fixture.shareBound, "kind \(kind) is off by \(error)")
            }
            let coverage = Double(accounting.weight) / Double(accounting.threadsCPU)
            #expect(abs(coverage - 1) <= 0.02, "the weights are \(coverage) of the threads' CPU time")
            #expect(accounting.dropped == 0 && accounting.slotless == 0 && accounting.unsampledThreads == 0)
            #expect(accounting.threads == UInt64(threads + 1))
        }

        private func expectEqualThreads(_ fixture: SamplingFixture, count: Int) {
            let weights = fixture.weightsByThread
            var ratios: [Double] = []
            for (thread, cpu) in fixture.threads where cpu > 100_000_000 {
                ratios.append(Double(weights[thread] ?? 0) / Double(cpu))
            }
            #expect(ratios.count == count)
            // A thread's last sample leaves up to a period out, and its first takes another's on.
            let period = 1 / Double(fixture.recording.accounting.requestedRate)
            let seconds = Double(fixture.threads.values.max() ?? 1) * 1e-9
            let bound = max(0.03, 2 * period / seconds)
            for ratio in ratios { #expect(abs(ratio - 1) <= bound, "a thread's weights are \(ratio) of its CPU time") }
        }

        @Test("70/20/10 % of one thread's CPU time are seen at every rate", arguments: [100, 250, 1000])
        func alone(rate: Int) throws {
            let seconds = SamplingFixture.isLong ? 6_000 / Double(min(rate, 250)) : 1.5
            let fixture = try SamplingFixture("spin", rate: rate, seconds: seconds)
            expectTruth(fixture, threads: 1)
        }

        @Test("70/20/10 % spread over 8 threads are seen, and equal threads are equal", arguments: [100, 250, 1000])
        func spread(rate: Int) throws {
            let fixture = try SamplingFixture("spin-8", rate: rate, seconds: SamplingFixture.isLong ? 6 : 0.6)
            expectTruth(fixture, threads: 8)
            expectEqualThreads(fixture, count: 8)
        }

        @Test("threads that run in bursts of a millisecond are seen as they are", arguments: [250, 1000])
        func bursts(rate: Int) throws {
            let fixture = try SamplingFixture("bursts", rate: rate, seconds: SamplingFixture.isLong ? 6 : 0.4)
            expectTruth(fixture, threads: 4)
        }

        @Test("time in system calls belongs to their callers", arguments: [100, 1000])
        func systemCalls(rate: Int) throws {
            let fixture = try SamplingFixture("calls", rate: rate, seconds: SamplingFixture.isLong ? 30 : 1)
            expectTruth(fixture, threads: 2)
        }
    }
}
