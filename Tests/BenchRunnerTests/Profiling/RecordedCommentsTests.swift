import Testing

@testable import BenchRunner
@testable import Profilers

@Suite("comments of profiles") struct RecordedCommentsTests {
    /// A process of which every tick of 10 ms was sampled.
    private func source(_ name: String, samples: UInt64, isComplete: Bool = true) -> RecordedComments.Source {
        var accounting = SampleAccounting(clock: .cpu, mechanism: .threadTimers, requestedRate: 100)
        accounting.taken = samples
        accounting.weight = samples * 10_000_000
        accounting.threadsCPU = samples * 10_000_000
        return RecordedComments.Source(name: name, accounting: accounting, isComplete: isComplete)
    }

    @Test("one recording says what was sampled, and whose it is")
    func one() {
        let lines = RecordedComments(noun: "benchmark", count: 1, sources: [source("shop/cart", samples: 250)]).lines
        #expect(
            lines == [
                "250 samples (0 dropped, 0 truncated) at 100.0 of 100 Hz by thread timers; weights are 100.0 % of 2.50 s CPU time",
                "benchmark: shop/cart",
            ])
    }

    @Test("a build of many processes has two lines: the sums, and the programs with the most")
    func many() {
        var sources = (0..<30).map { _ in source("cc1", samples: 100) }
        sources += ["a", "b", "c", "d", "make"].map { source($0, samples: 1) } + [source("ld", samples: 50)]
        let lines = RecordedComments(noun: "process", count: 35, sources: sources).lines
        #expect(
            lines == [
                "3055 samples (0 dropped, 0 truncated) at 100.0 Hz; weights are 100.0 % of 30.55 s CPU time",
                "35 processes: cc1 30.00 s (30), ld 0.50 s, a 10.0 ms, b 10.0 ms, c 10.0 ms and 2 more",
            ])
    }

    @Test("journals of killed processes are told of, however many they are, in one line")
    func killed() {
        let all = RecordedComments(
            noun: "process", count: 2, sources: [source("a", samples: 1, isComplete: false), source("b", samples: 1)])
        #expect(all.lines.count == 3)
        // What their threads used is not known, so that a share of it would be made up.
        #expect(all.lines[0] == "2 samples (0 dropped, 0 truncated); weights are 20.0 ms")
        #expect(all.lines.last?.hasPrefix("1 of 2 journals ") == true)
        #expect(RecordedComments(noun: "process", count: 0, sources: []).lines.isEmpty)
    }
}
