import Lab

/// A random number generator whose every value follows from its seed.
///
/// The data, traces and texts of the workloads are drawn from it, so that a seed names them on every machine. The
/// helpers below are used instead of the standard library's `random(in:using:)` and `shuffle(using:)`, whose way from
/// random bits to a value is not promised to stay the same between toolchains.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var generator: SplitMix64

    /// Starts the sequence that belongs to `seed`; any value will do.
    public init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    /// Starts one of many unrelated sequences of one seed.
    ///
    /// Each table of generated data has a stream of its own, so that a change to one leaves the others as they were.
    public init(seed: UInt64, stream: UInt64) {
        var mixer = SplitMix64(seed: stream)
        generator = SplitMix64(seed: seed ^ mixer.next())
    }

    public mutating func next() -> UInt64 { generator.next() }

    /// Draws a number from `0..<bound`.
    ///
    /// Lemire's multiplication without its rejection step: a value's probability is off by at most `bound` / 2⁶⁴.
    ///
    /// - Precondition: `bound` is positive.
    public mutating func below(_ bound: UInt64) -> UInt64 {
        precondition(bound > 0, "there is no number below 0")
        return next().multipliedFullWidth(by: bound).high
    }

    /// Draws a number from `range`.
    ///
    /// - Precondition: `range` is not all of `Int`.
    public mutating func integer(in range: ClosedRange<Int>) -> Int {
        let width = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) + 1
        return range.lowerBound &+ Int(truncatingIfNeeded: below(width))
    }

    /// Is true in `percent` of 100 draws.
    public mutating func chance(percent: Int) -> Bool {
        integer(in: 0...99) < percent
    }

    /// Draws an element, each with the same probability.
    ///
    /// - Precondition: `elements` is not empty.
    public mutating func element<Element>(of elements: [Element]) -> Element {
        elements[integer(in: 0...elements.count - 1)]
    }
}
