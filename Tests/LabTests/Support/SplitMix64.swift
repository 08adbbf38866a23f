import Glibc

/// A small generator with a seed (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014), so
/// that every simulation gives the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A normal deviate with mean 0 and variance 1, by the method of Box and Muller.
    mutating func normal() -> Double {
        let u = Double.random(in: Double.leastNonzeroMagnitude..<1, using: &self)
        let v = Double.random(in: 0..<1, using: &self)
        return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
    }

    /// A sample with median `centre` whose logarithm is normal with this standard deviation.
    mutating func lognormalSample(_ count: Int, centre: Double, deviation: Double) -> [Double] {
        (0..<count).map { _ in centre * exp(deviation * normal()) }
    }
}
