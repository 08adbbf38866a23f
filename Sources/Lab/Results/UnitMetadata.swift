/// What the inputs say about units: which way is better, and whether values are exact.
///
/// Go benchmark text says it in lines such as `Unit text-bytes assume=exact better=lower`. Sources of other formats
/// give the same as records. Units are in their tidied form (`sec/op`, not `ns/op`).
public struct UnitMetadata: Hashable, Sendable {
    /// One thing said about one unit.
    public struct Entry: Hashable, Sendable {
        /// What is said: a direction or a kind.
        public enum Property: Hashable, Sendable {
            case better(Direction)
            case kind(MetricKind)
        }

        /// In its tidied form.
        public var unit: BenchmarkUnit
        /// What is said of it.
        public var property: Property

        /// One statement on a unit in its tidied form.
        public init(_ unit: BenchmarkUnit, _ property: Property) {
            self.unit = unit
            self.property = property
        }
    }

    private var directions: [BenchmarkUnit: Direction] = [:]
    private var kinds: [BenchmarkUnit: MetricKind] = [:]

    /// Nothing said of any unit.
    public init() {}

    /// Takes over what an entry says, unless the opposite was said before.
    ///
    /// - Returns: False if the entry contradicts an earlier one, which then stands.
    public mutating func insert(_ entry: Entry) -> Bool {
        switch entry.property {
        case .better(let direction):
            if let known = directions[entry.unit] { return known == direction }
            directions[entry.unit] = direction
        case .kind(let kind):
            if let known = kinds[entry.unit] { return known == kind }
            kinds[entry.unit] = kind
        }
        return true
    }

    /// The metric of a unit. Where nothing was said, the values are statistical, and higher is better for rates
    /// (units with a time in the denominator, such as `B/s`) and lower for all else.
    public func metric(of unit: BenchmarkUnit) -> Metric {
        let direction = directions[unit] ?? (unit.isRate ? .higherIsBetter : .lowerIsBetter)
        return Metric(unit, direction, kinds[unit] ?? .statistical)
    }
}
