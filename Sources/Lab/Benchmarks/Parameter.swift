/// One parameter of a benchmark, as it stands in the benchmark's full name: `n=256`.
public struct Parameter: Hashable, Sendable {
    /// What stands before the `=`.
    public let name: String
    /// The value as text, as it stands behind the `=`.
    public let value: String

    /// A parameter whose value is written by its `description`.
    public init(_ name: String, _ value: some CustomStringConvertible) {
        self.name = name
        self.value = value.description
    }
}

/// The parameters of a benchmark, in the order in which its name has them: `["n": 256, "order": "random"]`.
public struct Parameters: ExpressibleByDictionaryLiteral, Sendable {
    /// In the order of the literal.
    public let list: [Parameter]

    /// Keeps the order of the literal; a name that is there twice stays twice.
    public init(dictionaryLiteral elements: (String, any CustomStringConvertible)...) {
        list = elements.map { Parameter($0.0, $0.1.description) }
    }
}

/// Every combination of two lists, the second varying fastest: `combinations([16, 256], ["sorted", "random"])`.
public func combinations<A, B>(_ first: [A], _ second: [B]) -> [(A, B)] {
    first.flatMap { a in second.map { (a, $0) } }
}

/// Every combination of three lists, the last varying fastest.
public func combinations<A, B, C>(_ first: [A], _ second: [B], _ third: [C]) -> [(A, B, C)] {
    first.flatMap { a in combinations(second, third).map { (a, $0.0, $0.1) } }
}
