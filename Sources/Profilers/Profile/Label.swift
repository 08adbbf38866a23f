/// What a sample was taken of besides its stack: `benchmark=shop/cart`, `thread=worker`, `bytes=4096`.
public struct Label: Hashable, Sendable {
    public var key: String
    public var value: Value

    /// A label has a text or a number, in pprof's terms.
    public enum Value: Hashable, Sendable {
        case text(String)
        /// The unit may be empty: pprof then takes it from the key.
        case number(Int64, unit: String)
    }

    public init(_ key: String, _ text: String) {
        self.key = key
        value = .text(text)
    }

    public init(_ key: String, _ number: Int64, unit: String = "") {
        self.key = key
        value = .number(number, unit: unit)
    }
}

extension Label: Comparable {
    /// By key, then texts before numbers, each by value.
    public static func < (left: Label, right: Label) -> Bool {
        if left.key != right.key { return left.key < right.key }
        switch (left.value, right.value) {
        case (.text(let one), .text(let other)): return one < other
        case (.number(let one, let oneUnit), .number(let other, let otherUnit)):
            return (one, oneUnit) < (other, otherUnit)
        case (.text, .number): return true
        case (.number, .text): return false
        }
    }
}

extension Label.Value: CustomStringConvertible {
    /// The text, or the number with its unit.
    public var description: String {
        switch self {
        case .text(let text): text
        case .number(let number, let unit): unit.isEmpty ? "\(number)" : "\(number) \(unit)"
        }
    }
}
