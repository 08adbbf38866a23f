/// A JSON value, read whole. Numbers that are whole and fit into 64 bits stay exact.
enum JSONTree {
    case null
    case flag(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case array([JSONTree])
    case object([String: JSONTree])

    /// Reads a text.
    ///
    /// - Throws: `ProfileFormatError` with the byte.
    init(_ bytes: [UInt8], limits: ProfileReadingLimits) throws(ProfileFormatError) {
        let result: Result<JSONTree, ProfileFormatError> = bytes.withUnsafeBytes { data in
            var reader = JSONTreeReader(data, limits)
            do throws(ProfileFormatError) {
                return .success(try reader.whole())
            } catch {
                return .failure(error)
            }
        }
        self = try result.get()
    }

    subscript(name: String) -> JSONTree? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var array: [JSONTree]? { if case .array(let elements) = self { elements } else { nil } }

    /// A whole number; a fraction is rounded.
    var integer: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(nearest: value)
        default: nil
        }
    }

    /// An index into a table of `count` entries.
    func index(below count: Int) -> Int? {
        guard case .integer(let value) = self, value >= 0, value < count else { return nil }
        return Int(value)
    }
}

private struct JSONTreeReader {
    private let data: UnsafeRawBufferPointer
    private let limits: ProfileReadingLimits
    private var offset = 0
    private var depth = 0
    private var count = 0
    /// The most values that are read: each takes memory, however few bytes it has.
    private static let countLimit = 1 << 25

    init(_ data: UnsafeRawBufferPointer, _ limits: ProfileReadingLimits) {
        self.data = data
        self.limits = limits
    }

    mutating func whole() throws(ProfileFormatError) -> JSONTree {
        let value = try value()
        skipBlanks()
        guard offset == data.count else { throw error("something follows the JSON value") }
        return value
    }

    private func error(_ problem: String) -> ProfileFormatError { ProfileFormatError(problem, at: .byte(offset)) }

    private mutating func skipBlanks() {
        while offset < data.count, [0x20, 0x0A, 0x0D, 0x09].contains(data[offset]) { offset += 1 }
    }

    private mutating func peek() throws(ProfileFormatError) -> UInt8 {
        skipBlanks()
        guard offset < data.count else { throw error("the JSON is cut off") }
        return data[offset]
    }

    private mutating func value() throws(ProfileFormatError) -> JSONTree {
        count += 1
        guard count <= Self.countLimit else { throw error("there are more than \(Self.countLimit) values") }
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { (reader) throws(ProfileFormatError) in try reader.object() }
        case UInt8(ascii: "["): return try nested { (reader) throws(ProfileFormatError) in try reader.array() }
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .flag(true))
        case UInt8(ascii: "f"): return try word("false", .flag(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSONTreeReader) throws(ProfileFormatError) -> JSONTree
    ) throws(ProfileFormatError) -> JSONTree {
        guard depth < limits.depth else { throw error("the JSON is nested deeper than \(limits.depth)") }
        depth += 1
        offset += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func object() throws(ProfileFormatError) -> JSONTree {
        var members: [String: JSONTree] = [:]
        if try peek() == UInt8(ascii: "}") {
            offset += 1
            return .object(members)
        }
        while true {
            guard try peek() == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
            let name = try text()
            guard try peek() == UInt8(ascii: ":") else { throw error("a colon is missing") }
            offset += 1
            members[name] = try value()
            if try isAtEnd(UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array() throws(ProfileFormatError) -> JSONTree {
        var elements: [JSONTree] = []
        if try peek() == UInt8(ascii: "]") {
            offset += 1
            return .array(elements)
        }
        while true {
            elements.append(try value())
            if try isAtEnd(UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func isAtEnd(_ end: UInt8) throws(ProfileFormatError) -> Bool {
        let next = try peek()
        guard next == end || next == UInt8(ascii: ",") else { throw error("a comma is missing") }
        offset += 1
        return next == end
    }

    private mutating func word(_ word: String, _ value: JSONTree) throws(ProfileFormatError) -> JSONTree {
        guard data[offset...].starts(with: word.utf8) else { throw error("this is no JSON value") }
        offset += word.utf8.count
        return value
    }

    private mutating func number() throws(ProfileFormatError) -> JSONTree {
        let digits = data[offset...].prefix { 48...57 ~= $0 || "+-.eE".utf8.contains($0) }.prefix(64)
        let text = String(decoding: UnsafeRawBufferPointer(rebasing: digits), as: UTF8.self)
        guard let first = text.utf8.first, first == UInt8(ascii: "-") || 48...57 ~= first else {
            throw error("this is no JSON value")
        }
        if let integer = Int64(text) {
            offset += digits.count
            return .integer(integer)
        }
        guard let number = Double(text), number.isFinite else { throw error("'\(text)' is no number") }
        offset += digits.count
        return .number(number)
    }

    private mutating func text() throws(ProfileFormatError) -> String {
        offset += 1
        let start = offset
        var units: [UInt8]?
        while offset < data.count {
            let byte = data[offset]
            if byte == UInt8(ascii: "\"") {
                let plain = UnsafeRawBufferPointer(rebasing: data[start..<offset])
                offset += 1
                return units.map { String(decoding: $0, as: UTF8.self) } ?? String(decoding: plain, as: UTF8.self)
            }
            guard offset - start < limits.nameSize else {
                throw error("a text has more than \(limits.nameSize) bytes, the most that is read")
            }
            if byte == UInt8(ascii: "\\") {
                if units == nil { units = Array(data[start..<offset]) }
                units?.append(contentsOf: String(try escape()).utf8)
            } else {
                units?.append(byte)
                offset += 1
            }
        }
        throw error("the JSON is cut off in a text")
    }

    private mutating func escape() throws(ProfileFormatError) -> Character {
        guard offset + 1 < data.count else { throw error("the JSON is cut off in a text") }
        let kind = data[offset + 1]
        let plain: [UInt8: Character] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        if let character = plain[kind] {
            offset += 2
            return character
        }
        guard kind == UInt8(ascii: "u"), let first = unit(at: offset + 2) else {
            throw error("'\\' is followed by nonsense")
        }
        offset += 6
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        // The two halves of a pair of surrogates.
        if first < 0xDC00, offset + 1 < data.count, data[offset] == UInt8(ascii: "\\"),
            data[offset + 1] == UInt8(ascii: "u"), let second = unit(at: offset + 2), 0xDC00..<0xE000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        {
            offset += 6
            return Character(scalar)
        }
        return "\u{FFFD}"
    }

    private func unit(at start: Int) -> UInt32? {
        guard start + 4 <= data.count else { return nil }
        let digits = String(decoding: UnsafeRawBufferPointer(rebasing: data[start..<start + 4]), as: UTF8.self)
        return digits.utf8.contains(UInt8(ascii: "+")) ? nil : UInt32(digits, radix: 16)
    }
}
