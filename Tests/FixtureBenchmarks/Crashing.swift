import BenchRunner
import Glibc

@MainActor let crashing = Suite("crash") {
    Benchmark("fatal-error") { if identity(true) { fatalError("the last words of a benchmark") } }
    Benchmark("segmentation-fault") { UnsafeMutablePointer<Int>(bitPattern: identity(64))?.pointee = 1 }
    Benchmark("abort") { if identity(true) { abort() } }
    Benchmark("index") { identity([Int]())[identity(3)] }
    Benchmark("stack") { callDeeper(0) }
    Benchmark("killed") { raise(SIGKILL) }
    Benchmark("division") { identity(1) / identity(0) }
    Benchmark("set-up", setUp: { () -> Int in fatalError("the last words of a set-up") }) { (_: inout Int) in }
    Benchmark("tear-down", setUp: { 0 }, tearDown: { _ in raise(SIGBUS) }) { $0 += 1 }
}

/// Calls itself until the stack is used up.
@inline(never)
private func callDeeper(_ depth: Int) -> Int { identity(depth) < 0 ? depth : callDeeper(depth + 1) + identity(1) }
