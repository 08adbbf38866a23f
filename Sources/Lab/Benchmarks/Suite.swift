/// A named group of benchmarks.
///
/// ```swift
/// let strings = Suite("strings") {
///     Benchmark("uppercased") { identity("swift").uppercased() }
///     for n in [16, 256] {
///         Benchmark("repeat", ["n": n]) { String(repeating: "a", count: n) }
///     }
/// }
/// ```
public struct Suite {
    /// The first part of the full name of each benchmark.
    public let name: String
    /// In the order of their declaration, with the tags of the suite.
    public let benchmarks: [Benchmark]

    /// - Parameters:
    ///   - name: The first part of the full name of each benchmark.
    ///   - tags: Tags that every benchmark of the suite has.
    ///   - benchmarks: The benchmarks; `if` and `for` may be used.
    public init(_ name: String, tags: Set<String> = [], @BenchmarkBuilder _ benchmarks: () -> [Benchmark]) {
        self.name = name
        self.benchmarks = benchmarks().map { $0.tags(tags) }
    }

    /// The benchmarks under their full names, in the order of their declaration.
    public var entries: [Entry] {
        benchmarks.map { Entry(name: Suite.fullName(suite: name, benchmark: $0), benchmark: $0) }
    }

    /// A benchmark under its full name.
    public struct Entry {
        /// `suite/benchmark/parameter=value`, without white space: what results, filters and baselines go by.
        public let name: String
        /// The benchmark as declared; its own name lacks the suite and the parameters.
        public let benchmark: Benchmark
    }

    private static func fullName(suite: String, benchmark: Benchmark) -> String {
        let parts = [suite, benchmark.name] + benchmark.parameters.map { "\($0.name)=\($0.value)" }
        // Go's benchmark text ends a name at the first white space.
        return String(parts.joined(separator: "/").map { $0.isWhitespace ? "_" : $0 })
    }
}

/// Collects the benchmarks of a suite.
@resultBuilder
public enum BenchmarkBuilder {
    /// A benchmark by itself, as a list of one.
    public static func buildExpression(_ benchmark: Benchmark) -> [Benchmark] { [benchmark] }
    /// A list of benchmarks made elsewhere.
    public static func buildExpression(_ benchmarks: [Benchmark]) -> [Benchmark] { benchmarks }
    /// Statements one after another, in their order.
    public static func buildBlock(_ parts: [Benchmark]...) -> [Benchmark] { parts.flatMap(\.self) }
    /// What a `for` loop gives, pass by pass.
    public static func buildArray(_ parts: [[Benchmark]]) -> [Benchmark] { parts.flatMap(\.self) }
    /// What an `if` without `else` gives; nothing where its condition is false.
    public static func buildOptional(_ part: [Benchmark]?) -> [Benchmark] { part ?? [] }
    /// The first branch of an `if` with `else`.
    public static func buildEither(first part: [Benchmark]) -> [Benchmark] { part }
    /// The second branch of an `if` with `else`.
    public static func buildEither(second part: [Benchmark]) -> [Benchmark] { part }
}
