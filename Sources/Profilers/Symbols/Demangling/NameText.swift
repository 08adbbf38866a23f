/// What finding one's way in demangled names needs: brackets that match, and texts at a place.
struct NameText {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

    static let openers: [UInt8] = Array("(<[{".utf8)
    static let closers: [UInt8] = Array(")>]}".utf8)

    func hasPrefix(_ prefix: StaticString) -> Bool { has(prefix, at: bytes.startIndex) }

    func hasSuffix(_ suffix: StaticString) -> Bool { has(suffix, at: bytes.endIndex - suffix.utf8CodeUnitCount) }

    func has(_ text: StaticString, at index: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard index >= bytes.startIndex, bytes.endIndex - index >= count else { return false }
        return text.withUTF8Buffer { pattern in
            for offset in 0..<count where bytes[index + offset] != pattern[offset] { return false }
            return true
        }
    }

    /// The first place of `text` outside of all brackets.
    func find(_ text: StaticString, from start: Int? = nil) -> Int? {
        var index = start ?? bytes.startIndex
        while index < bytes.endIndex {
            if has(text, at: index) { return index }
            index = Self.openers.contains(bytes[index]) ? behindBracket(index) : index + 1
        }
        return nil
    }

    /// The last place of `text` outside of all brackets.
    func findLast(_ text: StaticString) -> Int? {
        var last: Int?
        var from: Int? = bytes.startIndex
        while let start = from, let place = find(text, from: start) {
            last = place
            from = place + 1
        }
        return last
    }

    /// The place behind the bracket that matches the one at `start`; the end where there is none.
    func behindBracket(_ start: Int) -> Int { behindClosedBracket(start) ?? bytes.endIndex }

    /// The place behind the bracket that matches the one at `start`; nil where there is none. An arrow closes nothing.
    func behindClosedBracket(_ start: Int) -> Int? {
        var depth = 0
        var index = start
        while index < bytes.endIndex {
            let byte = bytes[index]
            if Self.openers.contains(byte) {
                depth += 1
            } else if Self.closers.contains(byte),
                !(byte == UInt8(ascii: ">") && index > start && bytes[index - 1] == UInt8(ascii: "-"))
            {
                depth -= 1
                if depth == 0 { return index + 1 }
            }
            index += 1
        }
        return nil
    }

    /// What is behind `(1) await resume partial function for `; nil for other texts.
    func behindAsyncPart() -> NameText? {
        guard hasPrefix("(") else { return nil }
        let end = behindBracket(bytes.startIndex)
        for phrase in [" await resume partial function for ", " suspend resume partial function for "] as [StaticString]
        where has(phrase, at: end) {
            return after(end, phrase)
        }
        return nil
    }

    func dropping(_ prefix: StaticString) -> NameText { NameText(bytes.dropFirst(prefix.utf8CodeUnitCount)) }

    func before(_ index: Int) -> NameText { NameText(bytes[..<index]) }

    func after(_ index: Int, _ text: StaticString = "") -> NameText {
        NameText(bytes[(index + text.utf8CodeUnitCount)...])
    }

    static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }
}
