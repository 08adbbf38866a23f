/// A JSON value as it stands in a text: objects keep the order of their members, numbers are binary64.
///
/// Run files are read by the million lines, every error in one has to be named by line and field, and a worker
/// must not pay for a framework's start-up; hence a small reader and writer here, and not a coder of a framework.
public enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object.
    public struct Member: Equatable, Sendable {
        /// The name, unescaped.
        public let key: String
        /// The value, which may be an object itself.
        public let value: JSONValue

        /// A member for an object; that no other has its name is not checked.
        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    public init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    /// A number, or null where JSON has no number for it (NaN and the infinities).
    public init(finite value: Double?) {
        if let value, value.isFinite { self = .number(value) } else { self = .null }
    }

    /// A number; beyond ±2⁵³ the nearest that binary64 has.
    public init(_ value: Int) { self = .number(Double(value)) }

    /// A string, or null for nil.
    public init(_ value: String?) { self = value.map(JSONValue.string) ?? .null }

    /// The member named `key`; nil for other kinds of values and for members that are not there.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The string, unescaped; nil for other kinds of values.
    public var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    /// The number; nil for other kinds of values.
    public var doubleValue: Double? {
        if case .number(let value) = self { value } else { nil }
    }

    /// The number as an integer; nil where it has a fraction or does not fit.
    public var intValue: Int? {
        if case .number(let value) = self { Int(exactly: value) } else { nil }
    }

    /// The truth value; nil for other kinds of values, numbers included.
    public var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The elements; nil for other kinds of values.
    public var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    /// The members in their order in the text; nil for other kinds of values.
    public var objectValue: [Member]? {
        if case .object(let value) = self { value } else { nil }
    }
}
