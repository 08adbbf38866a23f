/// Why a text is not JSON.
public struct JSONError: Error, Equatable, CustomStringConvertible {
    /// What was wrong, without its place.
    public let message: String
    /// Offset in bytes from the start of the text.
    public let offset: Int
    /// Which member it is in, as `samples.sec/op[3]`; empty at the top.
    public internal(set) var path = ""

    /// The message with its place; bytes are counted from 1 here.
    public var description: String { "\(message) at byte \(offset + 1)\(path.isEmpty ? "" : ", in \(path)")" }

    fileprivate func inside(_ step: String) -> JSONError {
        var error = self
        let separator = path.isEmpty || path.hasPrefix("[") ? "" : "."
        error.path = "\(step.prefix(80))\(separator)\(path)"
        return error
    }
}

extension JSONValue {
    /// How deep arrays and objects may stand in each other. Nothing this package writes is deeper than 8.
    public static let depthLimit = 64

    /// Reads one JSON value that fills the whole text (RFC 8259; the text has to be UTF-8).
    ///
    /// - Throws: `JSONError` for anything that is not JSON, for a number out of binary64's range, for an object with
    ///   two members of one name, and for nesting deeper than `depthLimit`.
    public init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
        var reader = JSONReader(bytes: bytes)
        self = try reader.document()
    }

    /// Reads one JSON value that fills the whole text.
    ///
    /// - Throws: `JSONError`, as `init(parsing:)` for bytes.
    public init(parsing text: String) throws(JSONError) {
        var text = text
        let result: Result<JSONValue, JSONError> = text.withUTF8 { utf8 in
            do throws(JSONError) {
                return .success(try JSONValue(parsing: UnsafeRawBufferPointer(utf8)))
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }
}

/// Reads JSON from bytes, as values or, where most of a text is not wanted, member by member.
struct JSONReader {
    private let bytes: UnsafeRawBufferPointer
    private var position = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        if position < bytes.count { throw error("unexpected text after the value") }
        return value
    }

    private func error(_ message: String) -> JSONError { JSONError(message: message, offset: position) }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    /// The next byte that is not space, not consumed.
    private mutating func peek() throws(JSONError) -> UInt8 {
        skipSpace()
        if position >= bytes.count { throw error("unexpected end of text") }
        return bytes[position]
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        if depth > JSONValue.depthLimit { throw error("nesting deeper than \(JSONValue.depthLimit)") }
        switch try peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"):
            try literal("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try literal("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "N"), UInt8(ascii: "I"): throw error("NaN and the infinities are no numbers of JSON")
        default: throw error("expected a value")
        }
    }

    private mutating func literal(_ text: StaticString) throws(JSONError) {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { throw error("unexpected end of text") }
        for index in 0..<count where bytes[position + index] != text.utf8Start[index] {
            throw error("expected '\(text)'")
        }
        position += count
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var elements: [JSONValue] = []
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return .array(elements)
        }
        while true {
            do {
                elements.append(try value(depth: depth + 1))
            } catch {
                throw error.inside("[\(elements.count)]")
            }
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return .array(elements)
            default: throw error("expected ',' or ']'")
            }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
        position += 1
        var members: [JSONValue.Member] = []
        var keys: Set<String> = []
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw error("expected a member's name") }
            let key = try string()
            // A set only where a scan would be quadratic: journals have objects of a few members.
            if members.count == 16 { keys = Set(members.map(\.key)) }
            if members.count < 16 ? members.contains(where: { $0.key == key }) : !keys.insert(key).inserted {
                throw error("a second member named '\(key.prefix(40))'")
            }
            guard try peek() == UInt8(ascii: ":") else { throw error("expected ':'") }
            position += 1
            do {
                members.append(JSONValue.Member(key, try value(depth: depth + 1)))
            } catch {
                throw error.inside(key)
            }
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return .object(members)
            default: throw error("expected ',' or '}'")
            }
        }
    }

    /// The next value, which has to be a number.
    mutating func number() throws(JSONError) -> Double {
        skipSpace()
        let start = position
        try skipNumber()
        guard let value = parseDecimal(UnsafeRawBufferPointer(rebasing: bytes[start..<position])), value.isFinite else {
            throw JSONError(message: "a number out of range", offset: start)
        }
        return value
    }

    private mutating func skipNumber() throws(JSONError) {
        guard position < bytes.count else { throw error("unexpected end of text") }
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let integerDigits = skipDigits()
        if integerDigits == 0 {
            let isInfinity = position < bytes.count && bytes[position] == UInt8(ascii: "I")
            throw error(isInfinity ? "NaN and the infinities are no numbers of JSON" : "expected a digit")
        }
        if integerDigits > 1, bytes[position - integerDigits] == UInt8(ascii: "0") {
            throw error("a number cannot start with 0")
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            if skipDigits() == 0 { throw error("expected a digit") }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            if skipDigits() == 0 { throw error("expected a digit") }
        }
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") {
            position += 1
        }
        return position - start
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let text = UnsafeRawBufferPointer(rebasing: bytes[start..<position])
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("text that is not UTF-8")
                }
                position += 1
                return string
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("a string without an end")
    }

    /// Goes on with a string in which an escape was met at `position`.
    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = [UInt8](UnsafeRawBufferPointer(rebasing: bytes[start..<position]))
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw error("text that is not UTF-8")
                }
                position += 1
                return string
            case UInt8(ascii: "\\"):
                position += 1
                text += try escape()
            case 0..<0x20: throw error("a control character in a string")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("a string without an end")
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        guard position < bytes.count else { throw error("a string without an end") }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let unit = try hexadecimalUnit()
            if !UTF16.isSurrogate(unit), let scalar = Unicode.Scalar(unit) { return Array(String(scalar).utf8) }
            guard UTF16.isLeadSurrogate(unit), position + 1 < bytes.count,
                bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
            else { throw error("half of a surrogate pair") }
            position += 2
            let trail = try hexadecimalUnit()
            guard UTF16.isTrailSurrogate(trail) else { throw error("half of a surrogate pair") }
            return Array(String(decoding: [unit, trail], as: UTF16.self).utf8)
        default:
            position -= 1
            throw error("an unknown escape")
        }
    }

    private mutating func hexadecimalUnit() throws(JSONError) -> UInt16 {
        guard position + 4 <= bytes.count else { throw error("a string without an end") }
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
                throw error("expected a hexadecimal digit")
            }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}

/// Reading without building values. The bytes of a text are handed out as they stand: who compares them with an
/// expected text need not care for escapes, since a text with one is merely another.
extension JSONReader {
    /// Whether the next byte that is not space is this one; if so, it is consumed.
    mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    var isAtEnd: Bool {
        mutating get {
            skipSpace()
            return position == bytes.count
        }
    }

    /// The bytes between the quotes of the next text, escapes unresolved.
    mutating func rawString() throws(JSONError) -> UnsafeRawBufferPointer {
        guard take(UInt8(ascii: "\"")) else { throw error("expected a text") }
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return UnsafeRawBufferPointer(rebasing: bytes[start..<position - 1])
            case UInt8(ascii: "\\"): position += 2
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("a string without an end")
    }

    /// The name of an object's next member; nil where the object ends. The value behind it has to be consumed before
    /// the next call.
    ///
    /// - Parameter isFirst: Whether no member of the object was asked for yet; false from then on.
    mutating func nextMember(isFirst: inout Bool) throws(JSONError) -> UnsafeRawBufferPointer? {
        if isFirst {
            isFirst = false
            guard take(UInt8(ascii: "{")) else { throw error("expected an object") }
            if take(UInt8(ascii: "}")) { return nil }
        } else if take(UInt8(ascii: "}")) {
            return nil
        } else if !take(UInt8(ascii: ",")) {
            throw error("expected ',' or '}'")
        }
        let name = try rawString()
        guard take(UInt8(ascii: ":")) else { throw error("expected ':'") }
        return name
    }

    /// Consumes a value of any kind.
    mutating func skipValue(depth: Int = 0) throws(JSONError) {
        if depth > JSONValue.depthLimit { throw error("nesting deeper than \(JSONValue.depthLimit)") }
        switch try peek() {
        case UInt8(ascii: "{"):
            var isFirst = true
            while try nextMember(isFirst: &isFirst) != nil { try skipValue(depth: depth + 1) }
        case UInt8(ascii: "["):
            position += 1
            if take(UInt8(ascii: "]")) { return }
            repeat { try skipValue(depth: depth + 1) } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw error("expected ',' or ']'") }
        case UInt8(ascii: "\""): _ = try rawString()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try skipNumber()
        default: _ = try value(depth: depth)
        }
    }
}
