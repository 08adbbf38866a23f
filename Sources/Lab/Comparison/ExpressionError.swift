/// What is wrong with a filter or a projection, and where in it.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The expression as the user wrote it.
    public var expression: String
    /// Where in the expression, counted in Unicode scalars from 0.
    public var offset: Int
    /// What is wrong, without the place.
    public var message: String

    /// A mistake at an offset in Unicode scalars, from 0.
    public init(_ message: String, in expression: String, at offset: Int) {
        self.message = message
        self.expression = expression
        self.offset = offset
    }

    /// The message, the expression, and a caret under the place.
    public var description: String {
        // A window around the place: expressions can be long, and an error has to fit a terminal.
        let scalars = Array(expression.unicodeScalars)
        let start = max(0, min(offset, scalars.count) - 60)
        func text(_ range: Range<Int>) -> String {
            var text = String.UnicodeScalarView()
            // White space of any width, tabs and line ends included, would put the caret somewhere else.
            for scalar in scalars[range] {
                text.append(scalar.properties.isWhitespace || scalar.value < 0x20 ? " " : scalar)
            }
            return String(text)
        }
        let before = text(start..<min(offset, scalars.count))
        let shown = text(start..<min(scalars.count, start + 120))
        return "\(message)\n    \(shown)\n    \(String(repeating: " ", count: before.count))^"
    }
}
