// The same in the body of a benchmark, where the harness calls `blackHole`. `scripts/test-black-hole` knows these names.
import Lab

public func bodyReturning() -> Benchmark { Benchmark("returning") { multiplications(identity(42)) } }
public func bodyDropping() -> Benchmark { Benchmark("dropping") { _ = multiplications(identity(42)) } }
public func bodyFolded() -> Benchmark { Benchmark("folded") { multiplications(42) } }

public func bodyOnState() -> Benchmark { Benchmark("state", setUp: { UInt64(42) }, { multiplications($0) }) }
public func bodyOnInput() -> Benchmark { Benchmark("input", input: { $0.next() }, { multiplications($0) }) }
