/// One line of a benchmark's results: what was measured, under which configuration, and where it was read.
///
/// Every source of results gives these: Go benchmark text and the lab's own run files alike.
public struct BenchmarkResult: Sendable {
    /// One value with its unit, in base units (`sec/op`, not `ns/op`).
    public struct Measurement: Hashable, Sendable {
        /// In ``unit``.
        public var value: Double
        /// A base unit.
        public var unit: BenchmarkUnit
        /// The unit as it was written, where that differs: `ns/op`. Filters accept both.
        public var originalUnit: BenchmarkUnit?

        /// A value in a base unit; nil says that it was written in that unit.
        public init(_ value: Double, _ unit: BenchmarkUnit, originalUnit: BenchmarkUnit? = nil) {
            self.value = value
            self.unit = unit
            self.originalUnit = originalUnit
        }
    }

    /// With the configuration that is written into it.
    public var name: BenchmarkName
    /// What the file had said before the result, and a run in its header.
    public var configuration: ResultConfiguration
    /// What the user calls the input: the value of `.file`, and so the title of its column.
    public var file: String
    /// The tags that the benchmark declares; Go benchmark text has none.
    public var tags: [String]
    /// How many iterations the measurements are averages of.
    public var iterations: Int
    /// In the order of the line; one a unit.
    public var measurements: [Measurement]
    /// Where the result was read, if it was read from a file.
    public var position: SourcePosition?

    /// A result without tags and place, unless given.
    public init(
        name: BenchmarkName,
        configuration: ResultConfiguration = [:],
        file: String,
        tags: [String] = [],
        iterations: Int = 1,
        measurements: [Measurement] = [],
        position: SourcePosition? = nil
    ) {
        self.name = name
        self.configuration = configuration
        self.file = file
        self.tags = tags
        self.iterations = iterations
        self.measurements = measurements
        self.position = position
    }
}

/// A line of an input file.
public struct SourcePosition: Hashable, Sendable, CustomStringConvertible {
    /// The path as the user wrote it.
    public var file: String
    /// Counted from 1.
    public var line: Int

    /// A place in a file; lines are counted from 1.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    public var description: String { "\(file):\(line)" }
}
