import BenchRunner
import Glibc

/// Benchmarks whose allocations are known to the unit.
@MainActor let allocating = Suite("allocate", tags: ["allocations"]) {
    Benchmark("none") { identity(1) &+ 1 }
    Benchmark("three") { for _ in 0..<3 { allocate(bytes: 100) } }
    Benchmark("every-fourth", setUp: { 0 }) { (calls: inout Int) in
        if calls.isMultiple(of: 4) { allocate(bytes: 32) }
        calls += 1
    }
    Benchmark("threads", setUp: { Crew(count: 8) }, tearDown: { $0.dismiss() }) { crew in
        crew.work()
    }
    Benchmark("new-threads", setUp: { 0 }) { (_: inout Int) in
        let crew = Crew(count: 8)
        crew.work()
        crew.dismiss()
    }
    Benchmark("task-group") {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<100 { allocate(bytes: 64) }
                    return 1
                }
            }
            return await group.reduce(0, +)
        }
    }
}

/// One call of `malloc` and one of `free`.
@inline(never)
private func allocate(bytes: Int) {
    let block = malloc(identity(bytes))
    blackHole(block)
    free(block)
}

/// Threads that wait to be told to work: each time, every one of them allocates 100 times 64 bytes.
///
/// `@unchecked Sendable`: what the threads share is two barriers, which are made for that, and a flag that only
/// `dismiss` sets, before it lets the threads through the barrier behind which they read it.
private final class Crew: @unchecked Sendable {
    private let start: UnsafeMutablePointer<pthread_barrier_t>
    private let end: UnsafeMutablePointer<pthread_barrier_t>
    private var threads: [pthread_t] = []
    private var isDismissed = false

    init(count: Int) {
        start = .allocate(capacity: 1)
        end = .allocate(capacity: 1)
        for barrier in [start, end] { pthread_barrier_init(barrier, nil, UInt32(count + 1)) }
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        // Small stacks, of which glibc keeps all for the next threads.
        pthread_attr_setstacksize(&attributes, 256 << 10)
        for _ in 0..<count {
            var thread = pthread_t()
            pthread_create(
                &thread, &attributes,
                { crew in
                    if let crew { Unmanaged<Crew>.fromOpaque(crew).takeUnretainedValue().run() }
                    return nil
                }, Unmanaged.passUnretained(self).toOpaque())
            threads.append(thread)
        }
        pthread_attr_destroy(&attributes)
    }

    deinit {
        for barrier in [start, end] {
            pthread_barrier_destroy(barrier)
            barrier.deallocate()
        }
    }

    /// Lets every thread work once, and waits until all have.
    func work() {
        pthread_barrier_wait(start)
        pthread_barrier_wait(end)
    }

    /// Ends the threads.
    func dismiss() {
        isDismissed = true
        pthread_barrier_wait(start)
        for thread in threads { pthread_join(thread, nil) }
    }

    private func run() {
        while true {
            pthread_barrier_wait(start)
            if isDismissed { return }
            for _ in 0..<100 { allocate(bytes: 64) }
            pthread_barrier_wait(end)
        }
    }
}
