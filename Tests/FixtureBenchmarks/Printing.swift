import BenchRunner
import Glibc

/// Benchmarks that write to their standard output and standard error, as measured code may; none of them fails.
@MainActor let printing = Suite("print") {
    // More than a pipe holds, so that a harness which does not read it would wait forever.
    Benchmark("megabytes", setUp: { for _ in 0..<4 { print(String(repeating: "m", count: 1 << 20)) } }) { $0 }
    Benchmark("standard-error", setUp: { writeAll([UInt8](repeating: 101, count: 1 << 18), to: STDERR_FILENO) }) { $0 }
    Benchmark("not-text", setUp: { writeAll([0, 0xFF, 0xFE, 0x1B, 0x5B, 0x32, 0x4A], to: STDOUT_FILENO) }) { $0 }
    Benchmark("closed", setUp: { for descriptor in STDIN_FILENO...STDERR_FILENO { close(descriptor) } }) { $0 }
    Benchmark("looks-like-a-result", setUp: { print(#"{"type":"round","samples":{"sec/op":[1]}}"#) }) { $0 }
}

/// Writes bytes past all buffers.
func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
        let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count <= 0 { return }
        written += count
    }
}
