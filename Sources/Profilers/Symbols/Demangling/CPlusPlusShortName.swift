/// Short forms of what `__cxa_demangle` writes: `std::vector<…>::push_back`.
enum CPlusPlusShortName {
    static func read(_ bytes: [UInt8]) -> ShortName {
        var text = NameText(bytes[...])
        var short = ShortName()
        for (prefix, kind) in [("non-virtual thunk to ", "thunk"), ("virtual thunk to ", "thunk")]
            as [(StaticString, String)]
        where text.hasPrefix(prefix) {
            text = text.dropping(prefix)
            short.mark(kind)
        }
        // `[clone .cold]` says which part of a function this is.
        if let place = text.findLast(" [clone .") {
            let clone = text.after(place, " [clone .").bytes.prefix { $0 != UInt8(ascii: "]") }
            short.mark(String(decoding: clone, as: UTF8.self))
            text = text.before(place)
        }
        (short.text, short.isDeclaration) = name(of: text)
        // The type stays: `vector<…>::push_back`.
        let colons = zip(short.text.indices, zip(short.text, short.text.dropFirst())).filter {
            $1.0 == UInt8(ascii: ":") && $1.1 == UInt8(ascii: ":")
        }
        if colons.count >= 2 { short.qualifier = 0..<colons[colons.count - 2].0 + 2 }
        return short
    }

    /// The name without the result in front of it, the arguments behind it and the contents of template brackets; and
    /// whether all brackets are closed.
    private static func name(of text: NameText) -> (name: [UInt8], isWhole: Bool) {
        var output: [UInt8] = []
        let bytes = text.bytes
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if text.has("operator", at: index), let end = behindOperator(text, index) {
                output += bytes[index..<end]
                index = end
                if text.has(" <", at: end) {
                    output += Array(" <…>".utf8)
                    index = text.behindBracket(end + 1)
                }
            } else if text.has("(anonymous", at: index) {
                output += Array("(anonymous)".utf8)
                index = text.behindBracket(index)
            } else if "<({[".utf8.contains(byte), text.behindClosedBracket(index) == nil {
                // Something is cut off: nobody knows what.
                return (output + bytes[index...], false)
            } else if byte == UInt8(ascii: "<") {
                let end = text.behindBracket(index)
                // `<Vec as Drop>::drop` is Rust's.
                output += output.isEmpty ? Array(bytes[index..<end]) : Array("<…>".utf8)
                index = end
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                // `{lambda(int)#1}`
                let end = text.behindBracket(index)
                let number = bytes[index..<end].lastIndex(of: UInt8(ascii: "#"))
                if text.has("{lambda", at: index), let number {
                    output += Array("{lambda".utf8) + bytes[number..<end]
                } else {
                    output += bytes[index..<end]
                }
                index = end
            } else if byte == UInt8(ascii: "(") {
                // Of a function that holds the one that is meant, as of the last one, the arguments go.
                index = text.behindBracket(index)
                while text.has(" const", at: index) { index += 6 }
                guard text.has("::", at: index) else { break }
            } else if text.has(" [", at: index) {
                return (output + bytes[index...], true)
            } else if byte == UInt8(ascii: " ") {
                // What was in front is the result's type, or `static`.
                output.removeAll(keepingCapacity: true)
                index += 1
            } else {
                output.append(byte)
                index += 1
            }
        }
        return (output, true)
    }

    /// The end of `operator()`, `operator<<`, `operator new[]`, `operator bool`.
    private static func behindOperator(_ text: NameText, _ start: Int) -> Int? {
        let bytes = text.bytes
        var index = start + 8
        if start > bytes.startIndex, NameText.isIdentifier(bytes[start - 1]) { return nil }
        guard index < bytes.endIndex, !NameText.isIdentifier(bytes[index]) else { return nil }
        if text.has("()", at: index) { return index + 2 }
        if bytes[index] == UInt8(ascii: " ") {
            // `new`, `delete[]`, `"" _s`, or the type that is converted to.
            while index < bytes.endIndex, bytes[index] != UInt8(ascii: "(") {
                index = bytes[index] == UInt8(ascii: "<") ? text.behindBracket(index) : index + 1
            }
            return index
        }
        let symbols = Array("+-*/%^&|~!=<>,[]".utf8)
        let first = index
        while index < bytes.endIndex, symbols.contains(bytes[index]), index - first < 3 {
            // `operator< <int>`: a template's brackets come behind a space or a whole operator.
            index += 1
        }
        return index
    }
}
