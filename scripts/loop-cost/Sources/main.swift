// What the harness adds to an iteration, for each form of a benchmark whose body costs next to nothing. The figures of
// docs/adr/0002-loop-in-the-benchmark.md come from here:
//
//     swift run -c release --package-path scripts/loop-cost loop-cost run --metrics time
import BenchRunner

// Not known before the program runs, so that capturing it is not folded away.
let argument = UInt64(CommandLine.argc)

func forms(capturing value: UInt64) -> Suite {
    Suite("form") {
        Benchmark("nothing-captured") { identity(1 as UInt64) }
        Benchmark("value-captured") { identity(value) }
        Benchmark("state", setUp: { value }) { identity($0) }
        Benchmark("input", input: { $0.next() }) { identity($0) }
        Benchmark("async") { () async in identity(1 as UInt64) }
    }
}

await benchmarkMain(forms(capturing: argument))
