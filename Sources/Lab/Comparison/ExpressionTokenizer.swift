/// One symbol of a filter or projection.
struct ExpressionToken {
    enum Kind {
        case word(String)
        /// A word in double quotes, without them and with its escapes resolved.
        case quoted(String)
        case regex(Regex<AnyRegexOutput>)
        case and, or
        /// One of `( ) : @ , - *`.
        case symbol(Character)
        case end
    }

    var kind: Kind
    /// Where the token starts, in Unicode scalars.
    var offset: Int

    func isSymbol(_ character: Character) -> Bool {
        if case .symbol(character) = kind { return true }
        return false
    }

    /// How the token is named in messages.
    var spelling: String {
        switch kind {
        case .word(let word): "'\(word)'"
        case .quoted(let word): "\"\(word)\""
        case .regex: "regular expression"
        case .and: "'AND'"
        case .or: "'OR'"
        case .symbol(let character): "'\(character)'"
        case .end: "the end"
        }
    }
}

/// Splits filters and projections into tokens.
///
/// A word runs up to white space or one of `( ) : @ ,`. At its start, `-` and `*` are symbols; inside it they are
/// part of it, so that `foo-bar` is one word. Where a value is expected, `/` starts a regular expression.
struct ExpressionTokenizer {
    /// Longer expressions are refused: nobody types them.
    static let longestExpression = 64 << 10
    /// The longest pattern that is compiled. The engine backtracks: a pattern's cost grows faster than its length.
    static let longestPattern = 1000

    let expression: String
    private let scalars: [Unicode.Scalar]
    private(set) var offset = 0

    init(_ expression: String) throws(ExpressionError) {
        self.expression = expression
        scalars = Array(expression.unicodeScalars)
        if scalars.count > Self.longestExpression {
            throw ExpressionError(
                "longer than \(Self.longestExpression) characters", in: expression, at: Self.longestExpression)
        }
    }

    func error(_ message: String, at offset: Int) -> ExpressionError {
        ExpressionError(message, in: expression, at: offset)
    }

    /// The next token, without taking it.
    func peek() throws(ExpressionError) -> ExpressionToken {
        var copy = self
        return try copy.next()
    }

    /// Takes the next token.
    ///
    /// - Parameters:
    ///   - allowsRegex: Whether `/` starts a regular expression rather than a word.
    ///   - allowsGlob: Whether a `*` that is directly followed by more is part of a word, as in `*Encode`.
    mutating func next(
        allowsRegex: Bool = false, allowsGlob: Bool = false
    ) throws(ExpressionError) -> ExpressionToken {
        while offset < scalars.count, scalars[offset].properties.isWhitespace { offset += 1 }
        guard offset < scalars.count else { return ExpressionToken(kind: .end, offset: offset) }
        let start = offset
        let first = scalars[offset]
        if Self.isSymbol(first) || first == "-" || (first == "*" && !(allowsGlob && isGlob(at: offset))) {
            offset += 1
            return ExpressionToken(kind: .symbol(Character(first)), offset: start)
        }
        if first == "\"" { return ExpressionToken(kind: .quoted(try quotedWord()), offset: start) }
        if allowsRegex, first == "/" { return ExpressionToken(kind: .regex(try regex()), offset: start) }
        offset = endOfWord(from: offset)
        let word = string(start..<offset)
        switch word {
        case "AND": return ExpressionToken(kind: .and, offset: start)
        case "OR": return ExpressionToken(kind: .or, offset: start)
        default: return ExpressionToken(kind: .word(word), offset: start)
        }
    }

    // MARK: Words

    private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "(" || scalar == ")" || scalar == ":" || scalar == "@" || scalar == ","
    }

    private func endOfWord(from start: Int) -> Int {
        scalars[start...].firstIndex { $0.properties.isWhitespace || Self.isSymbol($0) } ?? scalars.count
    }

    /// `*Encode` is a glob, but `*` alone matches everything, and in `*a:b` it stands before a term.
    private func isGlob(at start: Int) -> Bool {
        let end = endOfWord(from: start)
        return end > start + 1 && !(end < scalars.count && scalars[end] == ":")
    }

    private func string(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    /// Reads a word in double quotes with the escapes of a Go string.
    private mutating func quotedWord() throws(ExpressionError) -> String {
        let start = offset
        offset += 1
        var bytes: [UInt8] = []
        while offset < scalars.count {
            let scalar = scalars[offset]
            offset += 1
            switch scalar {
            case "\"":
                return String(decoding: bytes, as: UTF8.self)
            case "\\":
                try bytes.append(contentsOf: escape())
            default:
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        }
        throw error("missing closing quote", at: start)
    }

    /// Reads what follows a backslash.
    private mutating func escape() throws(ExpressionError) -> [UInt8] {
        let start = offset - 1
        guard offset < scalars.count else { throw error("missing closing quote", at: start) }
        let letter = scalars[offset]
        offset += 1
        switch letter {
        case "a": return [0x07]
        case "b": return [0x08]
        case "f": return [0x0C]
        case "n": return [0x0A]
        case "r": return [0x0D]
        case "t": return [0x09]
        case "v": return [0x0B]
        case "\\", "\"": return [UInt8(ascii: letter)]
        case "x":
            if let value = number(digits: 2, radix: 16) { return [UInt8(truncatingIfNeeded: value)] }
        case "u", "U":
            if let value = number(digits: letter == "u" ? 4 : 8, radix: 16), let scalar = Unicode.Scalar(value) {
                return Array(UTF8.encode(scalar) ?? UTF8.EncodedScalar())
            }
        case "0"..."7":
            offset -= 1
            if let value = number(digits: 3, radix: 8), value <= 255 { return [UInt8(truncatingIfNeeded: value)] }
        default:
            break
        }
        throw error("unknown escape sequence", at: start)
    }

    private mutating func number(digits: Int, radix: Int) -> UInt32? {
        guard offset + digits <= scalars.count else { return nil }
        let text = string(offset..<offset + digits)
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else { return nil }
        offset += digits
        return UInt32(text, radix: radix)
    }

    // MARK: Regular expressions

    private mutating func regex() throws(ExpressionError) -> Regex<AnyRegexOutput> {
        let start = offset
        guard let end = endOfPattern(from: start + 1) else {
            throw error("missing '/' at the end of the regular expression", at: start)
        }
        guard end - start - 1 <= Self.longestPattern else {
            throw error("a regular expression of more than \(Self.longestPattern) characters", at: start)
        }
        offset = end + 1
        // A slash inside the pattern would end it, and the rest would silently mean something else.
        if offset < scalars.count {
            let next = scalars[offset]
            guard next.properties.isWhitespace || Self.isSymbol(next) || next == "-" || next == "*" else {
                throw error("a regular expression ends here; write a '/' inside it as '\\/'", at: offset)
            }
        }
        do {
            return try Regex(string(start + 1..<end)).matchingSemantics(.unicodeScalar)
        } catch let failure {
            throw error("not a regular expression: \(failure)", at: start)
        }
    }

    /// Where the first `/` stands that is neither escaped nor in brackets or parentheses.
    private func endOfPattern(from start: Int) -> Int? {
        var index = start
        var isInClass = false
        var depth = 0
        while index < scalars.count {
            switch scalars[index] {
            case "/" where !isInClass && depth == 0: return index
            case "\\": index += 1
            case "[": isInClass = true
            case "]": isInClass = false
            case "(" where !isInClass: depth += 1
            case ")" where !isInClass: depth -= 1
            default: break
            }
            index += 1
        }
        return nil
    }
}
