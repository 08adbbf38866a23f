/// Reads filter expressions by recursive descent.
///
///     expression = conjunction { "OR" conjunction }
///     conjunction = term { [ "AND" ] term }
///     term = "(" expression ")" | "-" term | "*" | name
///          | key ":" value | key ":" "(" value { "OR" value } ")"
struct FilterParser {
    /// Parentheses and minus signs nest at most this deep, so that no expression overflows the stack.
    private static let deepestNesting = 200

    private var tokens: ExpressionTokenizer
    private var depth = 0

    static func parse(_ expression: String) throws(ExpressionError) -> Filter.Node {
        var parser = FilterParser(tokens: try ExpressionTokenizer(expression))
        let node = try parser.expression()
        let rest = try parser.tokens.peek()
        guard case .end = rest.kind else {
            throw parser.tokens.error("\(rest.spelling) is not expected here", at: rest.offset)
        }
        return node
    }

    private init(tokens: ExpressionTokenizer) { self.tokens = tokens }

    private mutating func expression() throws(ExpressionError) -> Filter.Node {
        var terms = [try conjunction()]
        while case .or = try tokens.peek().kind {
            _ = try tokens.next()
            terms.append(try conjunction())
        }
        return terms.count == 1 ? terms[0] : .any(terms)
    }

    private mutating func conjunction() throws(ExpressionError) -> Filter.Node {
        var terms = [try term()]
        while true {
            let token = try tokens.peek()
            switch token.kind {
            case .and:
                _ = try tokens.next()
                terms.append(try term())
            case .symbol("("), .symbol("-"), .symbol("*"), .word, .quoted:
                terms.append(try term())
            case .symbol(")"), .or, .end:
                return terms.count == 1 ? terms[0] : .all(terms)
            default:
                throw tokens.error("\(token.spelling) is not expected here", at: token.offset)
            }
        }
    }

    private mutating func term() throws(ExpressionError) -> Filter.Node {
        let token = try tokens.next(allowsGlob: true)
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepestNesting else { throw tokens.error("nested too deeply", at: token.offset) }
        switch token.kind {
        case .symbol("("):
            let node = try expression()
            let close = try tokens.next()
            guard close.isSymbol(")") else { throw tokens.error("missing ')'", at: close.offset) }
            return node
        case .symbol("-"):
            return .not(try term())
        case .symbol("*"):
            return .all([])
        case .word(let word):
            guard try tokens.peek().isSymbol(":") else { return .glob(Glob(word)) }
            return try match(key: word, at: token.offset)
        case .quoted(let word):
            guard try tokens.peek().isSymbol(":") else { return .match(.fullName, .equals(word)) }
            return try match(key: word, at: token.offset)
        default:
            throw tokens.error("expected a term such as key:value, not \(token.spelling)", at: token.offset)
        }
    }

    private mutating func match(key text: String, at offset: Int) throws(ExpressionError) -> Filter.Node {
        guard let key = ResultKey(text) else {
            throw tokens.error(
                "unknown key '\(text)'; keys with a point are .name, .fullname, .file and .unit", at: offset)
        }
        if key == .allConfiguration {
            throw tokens.error(".config stands for many keys; a filter takes one of them, such as goos", at: offset)
        }
        _ = try tokens.next()
        let first = try tokens.next(allowsRegex: true)
        if let test = test(first) { return .match(key, test) }
        guard first.isSymbol("(") else { throw tokens.error("expected a value for '\(text)'", at: first.offset) }
        var alternatives: [Filter.Node] = []
        while true {
            let value = try tokens.next(allowsRegex: true)
            guard let test = test(value) else { throw tokens.error("expected a value for '\(text)'", at: value.offset) }
            alternatives.append(.match(key, test))
            let separator = try tokens.next(allowsRegex: true)
            if separator.isSymbol(")") { return .any(alternatives) }
            guard case .or = separator.kind else {
                throw tokens.error("expected OR or ')' behind a value", at: separator.offset)
            }
        }
    }

    private func test(_ token: ExpressionToken) -> Filter.Test? {
        switch token.kind {
        case .word(let text), .quoted(let text): .equals(text)
        case .regex(let regex): .matches(regex)
        default: nil
        }
    }
}
