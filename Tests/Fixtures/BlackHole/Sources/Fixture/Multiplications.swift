/// A chain of multiplications of which each needs the one before.
///
/// There is no shorter way to its result that a compiler finds: the work is done or, where nobody needs the result,
/// removed or, where `seed` and `length` are known, folded into a constant. The length that it has unless told otherwise
/// is written out without a loop, so that a loop around the multiplications is one over iterations.
@inline(__always)
func multiplications(_ seed: UInt64, length: Int = 10) -> UInt64 {
    var value = seed
    for _ in 0..<length { value = (value ^ (value >> 29)) &* 0x9E37_79B9_7F4A_7C15 }
    return value
}
