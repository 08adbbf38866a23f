import BenchRunner
import Glibc

/// Benchmarks that write where a worker's result goes.
@MainActor let meddling = Suite("meddle") {
    Benchmark("garbage", setUp: { writeResult("\u{1}\u{2} no JSON at all\n") }) { $0 }
    Benchmark("not-text", setUp: { writeAll([0xFF, 0xFE, 0x00, 0x0A], to: resultDescriptor) }) { $0 }
    Benchmark("other-round", setUp: { endAfterResult(round(number: 5)) }) { $0 }
    Benchmark("other-benchmark", setUp: { endAfterResult(round(of: "good/rate")) }) { $0 }
    Benchmark("partial", setUp: { endAfterResult(String(round().dropLast(20))) }) { $0 }
    Benchmark("empty-object", setUp: { endAfterResult("{}\n") }) { $0 }
    Benchmark("negative-time", setUp: { endAfterResult(round(samples: #"{"sec/op":[-1]}"#)) }) { $0 }
    Benchmark("unknown-unit", setUp: { endAfterResult(round(samples: #"{"parsecs":[1]}"#)) }) { $0 }
    Benchmark("twice", setUp: { writeResult(round()) }) { $0 }
    Benchmark("result-then-exit-7", setUp: { endAfterResult(round(), status: 7) }) { $0 }
    Benchmark("result-then-crash", setUp: { crashAfterResult() }) { $0 }
    Benchmark("closed", setUp: { close(resultDescriptor) }) { $0 }
    Benchmark("flood", setUp: { for _ in 0..<72 { writeAll(mebibyte, to: resultDescriptor) } }) { $0 }
}

/// Where a worker writes its result.
private let resultDescriptor: Int32 = 3
private let mebibyte = [UInt8](repeating: UInt8(ascii: " "), count: 1 << 20)

/// The line of a round that gave a value, in the format of a run file; of this worker's benchmark unless told otherwise.
private func round(of benchmark: String? = nil, number: Int = 0, samples: String = #"{"sec/op":[1]}"#) -> String {
    let own = CommandLine.arguments.last.flatMap { try? JSONValue(parsing: $0) }?["benchmark"]?.stringValue ?? ""
    return #"{"type":"round","benchmark":"\#(benchmark ?? own)","round":\#(number),"pass":"time","#
        + #""iterations":1,"samples":\#(samples)}"# + "\n"
}

private func writeResult(_ text: String) { writeAll(Array(text.utf8), to: resultDescriptor) }

private func endAfterResult(_ text: String, status: Int32 = 0) {
    writeResult(text)
    _exit(status)
}

private func crashAfterResult() {
    writeResult(round())
    raise(SIGSEGV)
}
