// Short async programs whose chain of awaiting functions is known: each calls `probe` where the chain is asked for.
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
    return work(before)
}

@inline(never)
func middle(_ number: Int) async -> Int {
    let first = await innermost(number)
    let second = work(first)
    return await innermost(second) &+ work(second)
}

@inline(never)
func outermost(_ number: Int) async -> Int {
    let result = await middle(number)
    return work(result)
}

@_cdecl("chain")
public func chain() {
    let finished = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
    finished.pointee = false
    nonisolated(unsafe) let flag = finished
    Task.detached {
        _ = await outermost(3)
        flag.pointee = true
    }
    while !opaque(flag).pointee { usleep(1000) }
    finished.deallocate()
}
