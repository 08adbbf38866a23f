// Short async programs, stepped through like those of Synchronous.swift. Each async function is awaited by one other, so that
// its callers are known by its name. No two compute the same: the compiler makes one of functions that do.
import Glibc

@inline(never)
func opaque<T>(_ value: T) -> T {
    value
}

@inline(never)
func work(_ number: Int) -> Int {
    var total = number
    for step in 0..<3 { total = total &* 31 &+ opaque(step) }
    return total
}

@inline(never)
func innermost(_ number: Int) async -> Int {
    let before = work(number)
    await Task.yield()
    return work(before) &* 3
}

@inline(never)
func middle(_ number: Int, _ other: Int) async -> Int {
    let first = await innermost(number)
    let second = work(first) &- other
    return await innermost(second) &+ work(second)
}

@inline(never)
func outermost(_ number: Int, _ text: String) async -> Int {
    let result = await middle(number, 5)
    return work(result) &+ text.utf8.count
}

struct Refused: Error {}

@inline(never)
func refusing(_ number: Int) async throws -> Int {
    await Task.yield()
    guard work(number) == 0 else { throw Refused() }
    return 1
}

@inline(never)
func trying(_ number: Int) async -> Int {
    do {
        return try await refusing(number) &+ 4
    } catch {
        return work(number) &- 9
    }
}

@inline(never)
func bound(_ number: Int) async -> Int {
    await Task.yield()
    return work(number) &* 17
}

@inline(never)
func awaited(_ number: Int) async -> Int {
    await Task.yield()
    return work(number) &* 19
}

@inline(never)
func binding(_ number: Int) async -> Int {
    async let first = bound(number)
    let second = await awaited(number)
    return await first &- second &* 23
}

@inline(never)
func member(_ number: Int) async -> Int {
    let before = work(number)
    await Task.yield()
    return work(before) &* 29
}

@inline(never)
func grouping(_ count: Int) async -> Int {
    await withTaskGroup(of: Int.self) { group in
        for number in 0..<opaque(count) { group.addTask { await member(number) } }
        var total = 0
        for await result in group { total = total &+ work(result) }
        return total
    }
}

@inline(never)
func continuing(_ number: Int) async -> Int {
    let value = await withCheckedContinuation { continuation in
        continuation.resume(returning: work(number))
    }
    return work(value) &* 31
}

@inline(never)
func suspending(_ loop: Loop) async -> Int {
    let value = await withUnsafeContinuation { continuation in
        loop.later { continuation.resume(returning: work(41)) }
    }
    return work(value) &* 37
}

actor Account {
    private var total = 0

    @inline(never)
    func deposit(_ number: Int) async -> Int {
        total = total &+ work(number)
        await Task.yield()
        return work(total) &* 43
    }

    @inline(never)
    func balance(_ number: Int) -> Int {
        work(total) &+ number
    }
}

@inline(never)
func hopping(_ account: Account) async -> Int {
    let first = await account.deposit(5)
    let second = await account.balance(first)
    return work(second) &* 47
}

@inline(never)
func recursing(_ depth: Int) async -> Int {
    if depth == 0 {
        await Task.yield()
        return work(depth) &* 53
    }
    return await recursing(depth - 1) &+ 59
}

/// Runs jobs on the thread that calls `run`, so that one thread can be stepped through from beginning to end.
final class Loop: TaskExecutor, SerialExecutor, @unchecked Sendable {
    // Used by one thread only: jobs are enqueued by jobs.
    private var jobs: [UnownedJob] = []
    var isFinished = false

    /// Runs `body` as a job of its own.
    func later(_ body: @escaping @Sendable () -> Void) {
        Task(executorPreference: self) { body() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        jobs.append(UnownedJob(job))
    }

    func run() {
        while !isFinished, !jobs.isEmpty {
            jobs.removeFirst().runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    func run(_ body: @escaping @Sendable () async -> Int) {
        isFinished = false
        Task(executorPreference: self) {
            _ = await body()
            self.isFinished = true
        }
        run()
    }
}

@_cdecl("chain")
public func chain() {
    Loop().run { await outermost(3, "three") ^ 11 }
}

@_cdecl("throwing")
public func throwing() {
    Loop().run { await trying(3) ^ 12 }
}

@_cdecl("asyncLet")
public func asyncLet() {
    Loop().run { await binding(3) ^ 13 }
}

@_cdecl("taskGroup")
public func taskGroup() {
    Loop().run { await grouping(3) ^ 14 }
}

@_cdecl("continuations")
public func continuations() {
    let loop = Loop()
    loop.run { await continuing(3) ^ 15 }
    loop.run { await suspending(loop) ^ 16 }
}

@_cdecl("actors")
public func actors() {
    let account = Account()
    Loop().run { await hopping(account) ^ 17 }
}

@_cdecl("recursion")
public func recursion() {
    Loop().run { await recursing(40) ^ 18 }
}
