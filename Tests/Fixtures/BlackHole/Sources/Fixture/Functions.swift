// `blackHole` and `identity` by hand, each beside a control without it. `scripts/test-black-hole` knows these names.
import Lab

public func resultKept(seed: UInt64, length: Int) { blackHole(multiplications(seed, length: length)) }
public func resultDropped(seed: UInt64, length: Int) { _ = multiplications(seed, length: length) }

public func inputHidden() -> UInt64 { multiplications(identity(42)) }
public func inputKnown() -> UInt64 { multiplications(42) }

public func eachTimeHidden(seed: UInt64, iterations: Int) {
    for _ in 0..<iterations { blackHole(multiplications(identity(seed))) }
}
public func eachTimeKnown(seed: UInt64, iterations: Int) {
    for _ in 0..<iterations { blackHole(multiplications(seed)) }
}
