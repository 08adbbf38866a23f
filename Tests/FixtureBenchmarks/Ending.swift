import BenchRunner
import Glibc

/// Benchmarks that end their process, in the ways in which code under test may.
@MainActor let ending = Suite("end") {
    Benchmark("exit-0") { if identity(true) { exit(0) } }
    Benchmark("exit-7") { if identity(true) { exit(7) } }
    Benchmark("_exit-3") { if identity(true) { _exit(3) } }
    Benchmark("set-up", setUp: { () -> Int in exit(9) }) { (_: inout Int) in }
    Benchmark("tear-down", setUp: { 0 }, tearDown: { _ in exit(0) }) { $0 += 1 }
}

/// Leaves a process behind that has the worker's pipes open; the round is measured all the same.
@MainActor let leaving = Suite("leave") { Benchmark("child", setUp: { startChild() }) { (_: inout Void) in } }
