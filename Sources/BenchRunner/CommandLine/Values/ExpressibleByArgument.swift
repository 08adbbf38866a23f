/// A type whose values can be typed on a command line.
protocol ExpressibleByArgument {
    /// Nil for a text that is no value of the type.
    init?(argument: String)

    /// The value as a user would type it.
    var defaultValueDescription: String { get }

    /// What goes after "is not", such as `a whole number`.
    static var expectation: String { get }

    /// All values as typed, for an enumeration; else empty.
    static var allValueStrings: [String] { get }

    static var defaultCompletionKind: CompletionKind { get }

    /// Reads a value.
    ///
    /// A type implements this in addition to `init(argument:)` if it can say more than that the text is wrong.
    ///
    /// - Throws: `ArgumentProblem`.
    static func read(argument: String) throws -> Self
}

extension ExpressibleByArgument {
    var defaultValueDescription: String { "\(self)" }
    static var allValueStrings: [String] { [] }
    static var defaultCompletionKind: CompletionKind {
        allValueStrings.isEmpty ? .none : .words(allValueStrings)
    }

    static var expectation: String {
        let values = allValueStrings
        return values.isEmpty ? "a value that is understood" : "one of \(values.joined(separator: ", "))"
    }

    static func read(argument: String) throws -> Self {
        if let value = Self(argument: argument) { return value }
        throw ArgumentProblem.notThis(
            expectation, suggestion: NearestName.of(argument, among: allValueStrings))
    }
}

extension ExpressibleByArgument where Self: RawRepresentable, RawValue: ExpressibleByArgument {
    init?(argument: String) {
        guard let raw = RawValue(argument: argument) else { return nil }
        self.init(rawValue: raw)
    }

    var defaultValueDescription: String { rawValue.defaultValueDescription }
}

extension ExpressibleByArgument where Self: CaseIterable {
    static var allValueStrings: [String] { allCases.map(\.defaultValueDescription) }
}

extension String: ExpressibleByArgument {
    init?(argument: String) { self = argument }
    static var expectation: String { "text" }
}

extension Int: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
    static var expectation: String { "a whole number" }
}

extension UInt64: ExpressibleByArgument {
    init?(argument: String) { self.init(argument) }
    static var expectation: String { "a whole number of at least 0" }
}

extension Double: ExpressibleByArgument {
    /// Finite numbers only: no option has a meaning for NaN or an infinity.
    init?(argument: String) {
        guard let value = Double(argument), value.isFinite else { return nil }
        self = value
    }

    static var expectation: String { "a number" }
    /// As `1` and not `1.0`.
    var defaultValueDescription: String { self == rounded() && abs(self) < 1e15 ? "\(Int(self))" : "\(self)" }
}

/// Why a text is no value; the parser adds the name of the argument and the text.
enum ArgumentProblem: Error {
    /// Completes "'x' is not …".
    case notThis(String, suggestion: String? = nil)
    /// Completes "'x': …".
    case because(String)
    /// The problem of one part of a list, to be told with that part alone.
    indirect case inPart(String, any Error)
}
