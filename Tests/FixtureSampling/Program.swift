import CFixtureSampling
import Glibc
import Profilers
import Synchronization

/// The cases, and what they print.
struct Program {
    var options: CPUProfiler.Options
    /// How long each thread's work takes in CPU time.
    var nanoseconds: Double

    static let shares: [(kind: fixture_kind, share: Double)] = [
        (FIXTURE_FIRST, 0.7), (FIXTURE_SECOND, 0.2), (FIXTURE_THIRD, 0.1),
    ]

    struct UnknownCase: Error {}

    func run(_ name: String) throws {
        for kind in 0..<FIXTURE_KINDS.rawValue {
            let kind = fixture_kind(kind)
            print("range \(kind.rawValue) \(fixture_start_of(kind)) \(fixture_end_of(kind))")
        }
        switch name {
        case "spin": try sampled { work(in: 1) { fixture_spin($0, $1) } }
        case "spin-8": try sampled { work(in: 8) { fixture_spin($0, $1) } }
        case "bursts": try sampled { work(in: 4, sleep: 3_000) { fixture_spin($0, $1) } }
        case "calls": try sampled { work(in: 2) { fixture_spin_in_system_calls($0, $1) } }
        case "churn": try sampled(churn)
        case "sleep": try sampled(sleepAndSpin)
        case "waits":
            try sampled { print("interrupted \(fixture_count_interrupted_waits(UInt32(nanoseconds / 300e6)))") }
        case "refused":
            print("refusal \(fixture_refuse_events())")
            try sampled { work(in: 2) { fixture_spin($0, $1) } }
        case "old-kernel":
            print("refusal \(fixture_claim_old_kernel())")
            try sampled { work(in: 2) { fixture_spin($0, $1) } }
        case "descriptors":
            leaveDescriptors(5)
            try sampled { work(in: 4) { fixture_spin($0, $1) } }
        case "deep": try sampled { _ = fixture_spin_deep(10_000, UInt64(nanoseconds)) }
        case "deep-600": try sampled { _ = fixture_spin_deep(600, UInt64(nanoseconds)) }
        case "pauses": try pauses()
        case "killed": try isKilled()
        case "full": try fillsTheDisk()
        case "forks": try forks()
        default: throw UnknownCase()
        }
    }

    /// Lets no more than `count` descriptors be opened, whatever was inherited.
    private func leaveDescriptors(_ count: Int) {
        var free = 0
        var end: Int32 = 0
        while free < count {
            if fcntl(end, F_GETFD) < 0 { free += 1 }
            end += 1
        }
        var limit = rlimit(rlim_cur: rlim_t(end), rlim_max: rlim_t(end))
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    private func sampled(_ body: () -> Void) throws {
        let profiler = try CPUProfiler.start(options)
        let start = fixture_thread_cpu()
        body()
        print("thread \(fixture_thread_id()) \(fixture_thread_cpu() - start)")
        let accounting = try profiler.stop().accounting
        print("summary", accounting.summary)
        print("residue", accounting.residue)
    }

    /// Spends the shares in turns of 20 ms on average (or in bursts of 1 ms with sleeps between them), in threads side by side.
    private func work(in threads: Int, sleep: UInt32 = 0, _ spin: @escaping @Sendable (fixture_kind, UInt64) -> UInt64)
    {
        let total = nanoseconds
        let turn = sleep == 0 ? 20e6 : 1e6
        let spent = Mutex([UInt64](repeating: 0, count: Int(FIXTURE_KINDS.rawValue)))
        Threads.run(threads) { index in
            var lengths = TurnLengths(seed: UInt64(index), mean: turn)
            let start = fixture_thread_cpu()
            var own = [UInt64](repeating: 0, count: Int(FIXTURE_KINDS.rawValue))
            while Double(own.reduce(0, +)) < total {
                let length = lengths.next()
                for (kind, share) in Program.shares {
                    own[Int(kind.rawValue)] += spin(kind, UInt64(length * share))
                    if sleep > 0 { usleep(sleep) }
                }
            }
            print("thread \(fixture_thread_id()) \(fixture_thread_cpu() - start)")
            spent.withLock { sum in for kind in sum.indices { sum[kind] += own[kind] } }
        }
        report(spent.withLock { $0 })
    }

    /// 1,000 threads a second of 0.3 ms each.
    private func churn() {
        var spent = [UInt64](repeating: 0, count: Int(FIXTURE_KINDS.rawValue))
        fixture_churn(UInt32(nanoseconds / 1e6), 300_000, 1_000_000, &spent)
        report(spent)
    }

    /// 90 ms asleep, 10 ms at work: more by the clock on the wall if the processor is shared.
    private func sleepAndSpin() {
        var short = 0
        var asleep = 0
        let start = fixture_now()
        for _ in 0..<Int(nanoseconds / 100e6) {
            let slept = fixture_sleep(90_000_000)
            if slept < 90_000_000 { short += 1 }
            asleep += Int(slept)
            _ = fixture_spin(FIXTURE_FIRST, 10_000_000)
        }
        print("short \(short)")
        print("asleep \(asleep)")
        print("awake \(Int(fixture_now() - start) - asleep)")
    }

    /// The second kind's work is not to be seen.
    private func pauses() throws {
        let profiler = try CPUProfiler.start(options)
        for _ in 0..<10 {
            _ = fixture_spin(FIXTURE_FIRST, UInt64(nanoseconds / 20))
            profiler.pause()
            _ = fixture_spin(FIXTURE_SECOND, UInt64(nanoseconds / 20))
            profiler.resume()
        }
        _ = try profiler.stop()
    }

    /// Dies at work.
    private func isKilled() throws {
        let profiler = try CPUProfiler.start(options)
        _ = fixture_spin(FIXTURE_FIRST, UInt64(nanoseconds))
        withExtendedLifetime(profiler) { _ = kill(getpid(), SIGKILL) }
    }

    /// Files may not grow beyond 64 KiB, as on a full disk.
    private func fillsTheDisk() throws {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 64 << 10, rlim_max: 64 << 10)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        let profiler = try CPUProfiler.start(options)
        _ = fixture_spin(FIXTURE_FIRST, UInt64(nanoseconds))
        do {
            _ = try profiler.stop()
            print("refused 0")
        } catch CPUProfilerError.incomplete(let kept, let number) {
            print("refused \(number)")
            print("kept \(kept.accounting.weight)")
        }
    }

    /// A child goes on without a sampler, and starts one of its own; the parent's goes on.
    private func forks() throws {
        let profiler = try CPUProfiler.start(options)
        _ = fixture_spin(FIXTURE_FIRST, UInt64(nanoseconds / 2))
        let child = fixture_fork()
        if child == 0 {
            var own = options
            own.journalPath = nil
            Threads.run(2) { _ in _ = fixture_spin(FIXTURE_SECOND, 50_000_000) }
            guard let second = try? CPUProfiler.start(own) else { _exit(10) }
            Threads.run(2) { _ in _ = fixture_spin(FIXTURE_SECOND, 50_000_000) }
            guard let recording = try? second.stop() else { _exit(11) }
            _exit(recording.accounting.taken > 0 && recording.isComplete ? 0 : 12)
        }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        print("child \(status)")
        _ = fixture_spin(FIXTURE_THIRD, UInt64(nanoseconds / 2))
        _ = try profiler.stop()
    }

    private func report(_ spent: [UInt64]) {
        for (kind, nanoseconds) in spent.enumerated() { print("spent \(kind) \(nanoseconds)") }
    }
}

/// Lengths from half to one and a half of their mean: equal ones would go in step with the samples.
struct TurnLengths {
    private var state: UInt64
    private let mean: Double

    init(seed: UInt64, mean: Double) {
        state = seed &+ 1
        self.mean = mean
    }

    /// Xorshift64 (Marsaglia 2003).
    mutating func next() -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return mean * (0.5 + Double(state >> 11) * 0x1p-53)
    }
}
