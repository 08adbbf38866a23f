/// Corrections for many tests made at once.
public enum Multiplicity {
    /// The p-values adjusted so that a level put on them bounds the false discovery rate.
    ///
    /// Of the comparisons whose adjusted value is below 0.05, at most 5 % are expected to be false alarms. The
    /// step-up procedure of Benjamini and Hochberg ("Controlling the false discovery rate", Journal of the Royal
    /// Statistical Society B 57, 1995): with m values in ascending order, the i-th becomes the smallest of
    /// p(j)·m/j over all j ≥ i, at most 1.
    ///
    /// - Parameter p: one value a test, 0 to 1; nil, or a value that is not a number, where no test was made.
    /// - Returns: the adjusted values in the same order; a nil stays nil and does not count as a test.
    public static func benjaminiHochberg(_ p: [Double?]) -> [Double?] {
        var tests: [(index: Int, p: Double)] = []
        for (index, value) in p.enumerated() {
            if let value, !value.isNaN { tests.append((index, value)) }
        }
        tests.sort { ($0.p, $0.index) < ($1.p, $1.index) }
        var adjusted = [Double?](repeating: nil, count: p.count)
        var smallest = 1.0
        for rank in stride(from: tests.count, to: 0, by: -1) {
            let test = tests[rank - 1]
            smallest = min(smallest, test.p * Double(tests.count) / Double(rank))
            adjusted[test.index] = smallest
        }
        return adjusted
    }
}
