import Glibc

/// The geometric mean of positive values: the exponential of the mean of their logarithms.
///
/// - Returns: nil where it is undefined: for no values, or where one is zero, negative or not finite.
public func geometricMean(_ values: some Sequence<Double>) -> Double? {
    var count = 0.0
    // A running mean, which neither overflows nor loses small terms in a long sum.
    var mean = 0.0
    for value in values {
        guard value > 0, value.isFinite else { return nil }
        count += 1
        mean += (log(value) - mean) / count
    }
    return count > 0 ? exp(mean) : nil
}
