import Glibc
import Lab

/// Distributions for simulations.
extension SplitMix64 {
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
