import Glibc
import Testing

@testable import Lab

// The kernel accounts by process, and other tests run beside these: only what a body does at the least is certain.
@Suite("What the kernel accounts")
struct ResourceTests {
    /// Measures a body once or a few times, for one group.
    private func measure(_ group: MetricGroup, _ body: @escaping () -> Void) async throws -> RoundMeasurement {
        var plan = MeasurementPlan()
        plan.sampleSeconds = 1e-3
        plan.warmUpLimitSeconds = 0
        plan.metrics = [group]
        return try await Sampler.measure(Benchmark("b") { body() }, plan: plan)
    }

    @Test("a body that uses a processor for two milliseconds has them as its CPU time, in user mode for the most part")
    func cpuTime() async throws {
        let round = try await measure(.cpu) {
            let start = Self.threadTime()
            while Self.threadTime() - start < 2_000_000 {}
        }
        #expect(try #require(round.samples(of: .cpuTime)).allSatisfy { $0 >= 2e-3 })
        let user = try #require(round.samples(of: .userTime)?.first)
        let system = try #require(round.samples(of: .systemTime)?.first)
        // Kept in microseconds.
        #expect(user + system >= 1.99e-3)
    }

    @Test("a body that touches a thousand fresh pages has at least as many page faults")
    func pageFaults() async throws {
        let page = sysconf(Int32(_SC_PAGESIZE))
        let round = try await measure(.faults) {
            let size = 1_000 * page
            guard let memory = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
                memory != MAP_FAILED
            else { return }
            // A huge page would take them all in one fault.
            madvise(memory, size, MADV_NOHUGEPAGE)
            for offset in stride(from: 0, to: size, by: page) {
                memory.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
            }
            munmap(memory, size)
        }
        #expect(try #require(round.samples(of: "minor-faults/op")?.first) >= 1_000)
    }

    @Test("a body that sleeps has given its processor up of its own will")
    func contextSwitches() async throws {
        let round = try await measure(.switches) { usleep(500) }
        #expect(try #require(round.samples(of: "voluntary-switches/op")?.first) >= 1)
    }

    @Test("the peak of memory is above what a body has held")
    func peakMemory() async throws {
        let held = 64 << 20
        let round = try await measure(.memory) {
            let memory = UnsafeMutableRawPointer.allocate(byteCount: held, alignment: 4_096)
            for offset in stride(from: 0, to: held, by: 4_096) {
                memory.storeBytes(of: 1, toByteOffset: offset, as: UInt8.self)
            }
            blackHole(memory)
            memory.deallocate()
        }
        #expect(try #require(round.samples(of: "peak-RSS-bytes")?.first) >= Double(held))
    }

    /// CPU nanoseconds of the calling thread.
    private static func threadTime() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}

@Suite("The clock")
struct MonotonicClockTests {
    @Test("it never goes back")
    func monotonic() {
        var earlier = MonotonicClock.now()
        for _ in 0..<10_000 {
            let later = MonotonicClock.now()
            #expect(later >= earlier)
            earlier = later
        }
    }

    @Test("reading it costs something, and not without end")
    func cost() {
        let cost = MonotonicClock.costOfReading()
        #expect(cost > 0 && cost.isFinite)
    }
}
