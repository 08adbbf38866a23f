import BenchRunner

/// A chain of multiplications in which each needs the one before: its time is its length times a multiplication's.
@inline(never)
func multiplicationChain(_ length: Int) -> UInt64 {
    var product = identity(UInt64(3))
    for _ in 0..<length { product = product &* 0x9E37_79B9_7F4A_7C15 }
    return product
}

/// Work whose cost follows from what it is, to hold measured times to.
@MainActor let kernels = Suite("kernel") {
    for length in [1_000, 4_000] {
        Benchmark("chain", ["length": length]) { multiplicationChain(length) }
    }
}
