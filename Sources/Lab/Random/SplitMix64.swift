/// A small, fast, seeded generator: the same seed gives the same numbers on every machine.
///
/// Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators" (OOPSLA 2014), with the constants of its
/// reference implementation. Not for secrets.
public struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// A generator whose numbers follow from the seed alone; any seed is as good as another.
    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A generator of numbers of its own, for one of several tasks or samples.
    ///
    /// Seeds that are picked by hand, one apart or a multiple of a constant apart, may give the same numbers a few places
    /// further on; a seed that is drawn does not.
    public mutating func split() -> SplitMix64 { SplitMix64(seed: next()) }
}

extension UInt64 {
    /// A hash of `text` that is the same in every process (FNV-1a, 64 bits), for deriving seeds from names.
    public init(stableHashOf text: String) {
        self = text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
