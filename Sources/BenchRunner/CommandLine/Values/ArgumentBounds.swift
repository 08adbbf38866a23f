/// A range that an argument's value has to lie in: `1...100`, `1...`.
protocol ArgumentBounds<Bound> {
    associatedtype Bound: Comparable
    func contains(_ value: Bound) -> Bool
    /// What goes after the name of the type, such as `from 1 to 100`.
    func phrase(_ describe: (Bound) -> String) -> String
}

extension ClosedRange: ArgumentBounds {
    func phrase(_ describe: (Bound) -> String) -> String {
        "from \(describe(lowerBound)) to \(describe(upperBound))"
    }
}

extension PartialRangeFrom: ArgumentBounds {
    func phrase(_ describe: (Bound) -> String) -> String { "of at least \(describe(lowerBound))" }
}
