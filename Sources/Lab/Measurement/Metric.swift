/// A unit as benchstat writes it: `sec/op`, `B/op`, `allocs/op`, `op/s`.
///
/// Two units are the same if their names are. Base units only (`sec`, not `ns`); scaling is done when a value is shown.
public struct BenchmarkUnit: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// As benchstat writes it, in base units.
    public let name: String

    /// A unit of this name; the name is taken as it is.
    public init(_ name: String) { self.name = name }
    public init(stringLiteral name: String) { self.name = name }
    public var description: String { name }

    /// Wall-clock time of one iteration.
    public static let wallTime: BenchmarkUnit = "sec/op"
    /// User and system CPU time of all threads of the worker, for one iteration.
    public static let cpuTime: BenchmarkUnit = "cpu-sec/op"
    /// CPU time spent in the program itself, of all threads of the worker, for one iteration.
    public static let userTime: BenchmarkUnit = "user-sec/op"
    /// CPU time spent in the kernel, of all threads of the worker, for one iteration.
    public static let systemTime: BenchmarkUnit = "sys-sec/op"
    /// Calls that allocate, of all threads, for one iteration.
    public static let allocations: BenchmarkUnit = "allocs/op"
    /// Bytes asked for by those calls, for one iteration.
    public static let allocatedBytes: BenchmarkUnit = "B/op"
}

/// Which way a metric has to move to be an improvement.
public enum Direction: String, Sendable {
    case lowerIsBetter = "lower"
    case higherIsBetter = "higher"
}

/// How the values of a metric are to be compared.
public enum MetricKind: String, Sendable {
    /// Has a distribution over rounds; needs a test and an interval. Depends on the machine.
    case statistical
    /// The same in every round of a deterministic benchmark; compared exactly, on any machine.
    case exact
}

/// What is measured: a unit, its direction and its kind.
public struct Metric: Hashable, Sendable {
    /// What the values are in, always a base unit.
    public let unit: BenchmarkUnit
    /// Which way is an improvement.
    public let direction: Direction
    /// Whether values are compared by a test or exactly.
    public let kind: MetricKind

    /// A metric that is better when lower and has a distribution over rounds, unless told otherwise.
    public init(_ unit: BenchmarkUnit, _ direction: Direction = .lowerIsBetter, _ kind: MetricKind = .statistical) {
        self.unit = unit
        self.direction = direction
        self.kind = kind
    }
}
