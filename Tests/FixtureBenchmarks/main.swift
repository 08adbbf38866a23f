import BenchRunner
import Glibc

// One program with many faces: `FIXTURE_PROGRAM` says which suites it has, as if it had been built from other sources.
let face = getenv("FIXTURE_PROGRAM").map { String(cString: $0) } ?? "complete"
await benchmarkMain(programs[face] ?? [])
