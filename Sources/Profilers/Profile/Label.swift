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
