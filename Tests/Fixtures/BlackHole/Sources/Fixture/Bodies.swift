// The same in the body of a benchmark, where the harness calls `blackHole`. `scripts/test-black-hole` knows these names.
import Lab

public func bodyReturning() -> Benchmark { Benchmark("returning") { multiplications(identity(42)) } }
public func bodyDropping() -> Benchmark { Benchmark("dropping") { _ = multiplications(identity(42)) } }
public func bodyFolded() -> Benchmark { Benchmark("folded") { multiplications(42) } }
