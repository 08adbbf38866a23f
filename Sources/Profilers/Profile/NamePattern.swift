/// A regular expression that is found anywhere in a name, unless it is anchored; cases differ.
public struct NamePattern {
    public let text: String
    private let expression: Regex<AnyRegexOutput>

    /// Reads an expression.
    ///
    /// - Throws: `NamePatternError` where it is none.
    public init(_ text: String) throws(NamePatternError) {
        self.text = text
        do {
            expression = try Regex(text).matchingSemantics(.unicodeScalar)
        } catch {
            throw NamePatternError(pattern: text, problem: "\(error)")
        }
    }

    public func matches(_ name: String) -> Bool {
        // An expression whose matching fails matches nothing.
        ((try? expression.firstMatch(in: name)) ?? nil) != nil
    }
}

/// A text that is no regular expression.
public struct NamePatternError: Error, Hashable, Sendable, CustomStringConvertible {
    public let pattern: String
    public let problem: String

    public var description: String { "'\(pattern)' is no regular expression: \(problem)" }
}
