/// Which parts of a result make up the label of a table, a row or a column, and how labels are sorted.
///
/// Written as in benchstat: keys with commas or white space between them, each with an order if it is not that of
/// first appearance: `/format,goos@alpha`, `/size@num`, `/format@(gob json)`.
struct Projection {
    struct Field {
        var key: ResultKey
        /// The key as it was written.
        var name: String
        var order: FieldOrder
    }

    var fields: [Field] = []

    /// - Throws: `ExpressionError`, with the place of the mistake.
    init(_ expression: String) throws(ExpressionError) {
        var tokens = try ExpressionTokenizer(expression)
        while true {
            let token = try tokens.peek()
            if case .end = token.kind { break }
            if token.isSymbol(","), !fields.isEmpty { _ = try tokens.next() }
            fields.append(try Self.field(&tokens))
        }
    }

    init(fields: [Field]) { self.fields = fields }

    private static func field(_ tokens: inout ExpressionTokenizer) throws(ExpressionError) -> Field {
        let token = try tokens.next()
        let name: String
        switch token.kind {
        case .word(let word), .quoted(let word): name = word
        default: throw tokens.error("expected a key, not \(token.spelling)", at: token.offset)
        }
        guard let key = ResultKey(name) else {
            throw tokens.error(
                "unknown key '\(name)'; keys with a point are .config, .name, .fullname and .file", at: token.offset)
        }
        if key == .unit {
            throw tokens.error(".unit is for filters; every unit has a table of its own", at: token.offset)
        }
        guard try tokens.peek().isSymbol("@") else { return Field(key: key, name: name, order: .firstSeen) }
        _ = try tokens.next()
        let orderToken = try tokens.peek()
        let order = try Self.order(&tokens)
        if key == .allConfiguration, case .fixed = order {
            throw tokens.error(
                ".config stands for many keys and cannot have an order of values", at: orderToken.offset)
        }
        return Field(key: key, name: name, order: order)
    }

    private static func order(_ tokens: inout ExpressionTokenizer) throws(ExpressionError) -> FieldOrder {
        let token = try tokens.next()
        switch token.kind {
        case .word("alpha"), .quoted("alpha"): return .alphabetic
        case .word("num"), .quoted("num"): return .numeric
        case .word("first"), .quoted("first"): return .firstSeen
        case .word(let word), .quoted(let word):
            throw tokens.error("unknown order '\(word)'; it is alpha, num, first or a list (a b c)", at: token.offset)
        case .symbol("("):
            var values: [String] = []
            while true {
                let value = try tokens.next()
                switch value.kind {
                case .word(let word), .quoted(let word):
                    values.append(word)
                case .symbol(")"):
                    guard !values.isEmpty else { throw tokens.error("the list of values is empty", at: value.offset) }
                    let ranks = values.enumerated().map { ($0.element, $0.offset) }
                    return .fixed(Dictionary(ranks) { _, last in last })
                default:
                    throw tokens.error("expected a value or ')', not \(value.spelling)", at: value.offset)
                }
            }
        default:
            throw tokens.error("expected alpha, num, first or a list (a b c)", at: token.offset)
        }
    }

    /// Whether the lists of values in this projection leave a result in.
    func admits(_ result: borrowing BenchmarkResult) -> Bool {
        for field in fields {
            if case .fixed(let ranks) = field.order, ranks[field.key.value(in: result)] == nil { return false }
        }
        return true
    }
}
