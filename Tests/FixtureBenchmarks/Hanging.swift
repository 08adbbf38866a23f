import BenchRunner
import Glibc

@MainActor let hanging = Suite("hang") {
    for benchmark in [
        Benchmark("body") { waitForever() },
        Benchmark("async-body") { try await Task.sleep(for: .seconds(3_600)) },
        Benchmark("set-up", setUp: { waitForever() }) { (_: inout Void) in },
        Benchmark("tear-down", setUp: { 0 }, tearDown: { _ in waitForever() }) { $0 += 1 },
        // Asking politely does not end this one.
        Benchmark("deaf") {
            ignoreSignals()
            waitForever()
        },
        Benchmark("stopped") { raise(SIGSTOP) },
        Benchmark("with-child") {
            startChild()
            waitForever()
        },
        Benchmark("printing") {
            while identity(true) { print("still here", String(repeating: ".", count: 1_000)) }
        },
    ] {
        benchmark.timeLimit(.milliseconds(300))
    }
}

/// Hangs for as long as it is let; not among the others, so that a run over all ends.
@MainActor let patient = Suite("hang") { Benchmark("patient") { waitForever() }.timeLimit(.seconds(600)) }

private func waitForever() { while identity(true) { pause() } }

private func ignoreSignals() { for number in 1..<Int32(32) { signal(number, SIG_IGN) } }

/// Starts a process that outlives this one and has its output and result pipes open.
func startChild() {
    var process: pid_t = 0
    let arguments = [strdup("sleep"), strdup("600"), nil]
    posix_spawn(&process, "/bin/sleep", nil, nil, arguments, environ)
    for argument in arguments { free(argument) }
}
