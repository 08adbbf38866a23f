import Testing

@testable import Profilers

extension SamplerTests {
    @Suite("Short-lived threads")
    struct ShortThreadsTests {
        @Test("1,000 threads a second of 0.3 ms each are accounted for", arguments: [100, 1000])
        func churn(rate: Int) throws {
            let seconds: Double = SamplingFixture.isLong ? 30 : 3
            let fixture = try SamplingFixture("churn", rate: rate, seconds: seconds)
            let accounting = fixture.recording.accounting
            // The first thread, and those that came and went.
            #expect(accounting.threads == UInt64(seconds * 1000) + 1)
            #expect(accounting.unsampledThreads == 0 && accounting.dropped == 0)
            #expect(UInt64(fixture.recording.samples.count) == accounting.taken)
            #expect(accounting.weight + accounting.residue <= accounting.threadsCPU + 1_000_000)
            #expect(Double(accounting.weight + accounting.residue) >= 0.98 * Double(accounting.threadsCPU))
            // A tenth of such a life lies before the thread's clock is started and after it is stopped: no sample can fall there,
            // and others' weights take it on.
            let due = Double(accounting.threadsCPU) * 1e-9 * Double(rate)
            let bound = 5 * due.squareRoot()
            #expect(Double(accounting.taken) <= due + bound, "\(accounting.summary)")
            #expect(Double(accounting.taken) >= 0.9 * due - bound, "\(accounting.summary)")
            for error in fixture.shareErrors { #expect(abs(error) <= 5 * (0.25 / due).squareRoot()) }
        }
    }
}
