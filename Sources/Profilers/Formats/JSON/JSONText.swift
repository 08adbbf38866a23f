/// Writes JSON without making a tree of it first, in as few bytes as there can be.
struct JSONText {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false

    mutating func object(_ write: (inout JSONText) -> Void) { group("{", "}", write) }
    mutating func array(_ write: (inout JSONText) -> Void) { group("[", "]", write) }

    /// An array of values, one a call of `write`.
    mutating func array<Elements: Sequence>(_ elements: Elements, _ write: (inout JSONText, Elements.Element) -> Void) {
        array { for element in elements { write(&$0, element) } }
    }

    mutating func numbers(_ numbers: some Sequence<Int>) { array(numbers) { $0.number($1) } }

    /// A member's name; its value has to follow.
    mutating func key(_ name: String) {
        text(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    mutating func member(_ name: String, _ value: String) {
        key(name)
        text(value)
    }

    mutating func member(_ name: String, _ value: some BinaryInteger) {
        key(name)
        number(value)
    }

    mutating func number(_ value: some BinaryInteger) { literal(String(value)) }

    /// A finite number.
    mutating func number(_ value: Double) {
        literal(value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)")
    }

    mutating func flag(_ value: Bool) { literal(value ? "true" : "false") }
    mutating func null() { literal("null") }

    mutating func optional(_ value: Int?) {
        if let value { number(value) } else { null() }
    }

    mutating func text(_ value: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            // Not needed by JSON, but it keeps a name from ending the script that a page has the text in.
            case 0..<0x20, UInt8(ascii: "<"), 0x7F:
                let digits = Array("0123456789abcdef".utf8)
                bytes += "\\u00".utf8
                bytes += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    private mutating func literal(_ text: String) {
        separate()
        bytes += text.utf8
        needsComma = true
    }

    private mutating func group(_ open: String, _ close: String, _ write: (inout JSONText) -> Void) {
        separate()
        bytes += open.utf8
        needsComma = false
        write(&self)
        bytes += close.utf8
        needsComma = true
    }

    private mutating func separate() { if needsComma { bytes.append(UInt8(ascii: ",")) } }
}
