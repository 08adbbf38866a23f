import Glibc
import Profilers
import Testing

@Suite("Sampling while everything happens at once", .serialized)
struct ProfilingStressTests {
    /// 60 s with `LAB_TESTS=long`.
    static let seconds = getenv("LAB_TESTS").map { String(cString: $0) } == "long" ? 60 : 4

    @Test(
        "loading, throwing, allocating, short threads and forks: no hang, no crash, and every sample accounted for",
        arguments: [("cpu", 100), ("cpu", 1000), ("wall", 1000)])
    func stress(clock: String, rate: Int) throws {
        let run = try ProfiledFixture("stress", "\(Self.seconds)", clock: clock, rate: rate, limit: Self.seconds + 60)
        #expect(run.outcome.status == 0, "\(run.outcome.output)")
        #expect(run.failures.isEmpty)
        let parent = try #require(run.recordings.max { $0.accounting.taken < $1.accounting.taken })
        #expect(parent.isComplete)
        for recording in run.recordings where recording.isComplete && clock == "cpu" {
            #expect(UInt64(recording.held) == recording.accounting.taken, "process \(recording.process.id)")
        }
        // What the program got done, threads a second among it.
        print("stress, \(clock) at \(rate) Hz: \(run.outcome.output)  \(parent.accounting.summary)")
        let accounting = parent.accounting
        #expect(accounting.taken > 0)
        #expect(accounting.threads > UInt64(100 * Self.seconds))
        if clock == "cpu" {
            // What no sample stands for is named, not lost.
            let accounted = Double(accounting.weight + accounting.residue)
            #expect(abs(accounted / Double(accounting.threadsCPU) - 1) < 0.05, "\(accounting)")
        }
    }
}
