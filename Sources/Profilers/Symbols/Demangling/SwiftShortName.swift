/// Short forms of what `swift_demangle` writes.
struct SwiftShortName {
    private var output: [UInt8] = []
    private var marks: [StaticString] = []

    /// Closures in closures and thunks of thunks: nobody's are nested as deeply.
    private static let mostLevels = 64

    static func short(_ bytes: [UInt8]) -> String {
        var name = SwiftShortName()
        name.write(NameText(bytes[...]), level: 0)
        for mark in name.marks { name.append(" [", mark, "]") }
        return String(decoding: name.output, as: UTF8.self)
    }

    // MARK: Kinds

    /// What the compiler makes of a function, said in front of it by the demangler and behind it here.
    private static let kinds: [(prefix: StaticString, mark: StaticString)] = [
        ("merged ", "merged"),
        ("specialized ", "specialized"),
        ("@objc ", "@objc"),
        ("@nonobjc ", "@nonobjc"),
        ("dynamic ", "dynamic"),
        ("partial apply forwarder for ", "partial apply"),
        ("dispatch thunk of ", "dispatch thunk"),
        ("distributed thunk ", "distributed thunk"),
        ("vtable thunk for ", "vtable thunk"),
        ("curry thunk of ", "curry thunk"),
        ("back deployment thunk for ", "back deployment thunk"),
        ("back deployment fallback for ", "back deployment fallback"),
        ("async function pointer to ", "async function pointer"),
    ]

    /// Phrases whose generic arguments stand between them and the function.
    private static let specializations: [StaticString] = [
        "function signature specialization <", "generic specialization <", "generic partial specialization <",
        "generic not re-abstracted specialization <", "generic not re-abstracted partial specialization <",
        "generic pre-specialization <", "inlined generic function <", "prespecialized <",
    ]

    private mutating func write(_ text: NameText, level: Int) {
        guard level < Self.mostLevels, !text.bytes.isEmpty else { return append(text) }
        if let place = text.find(" with unmangled suffix ") { return write(text.before(place), level: level) }
        if let rest = Self.behindAsyncPart(text) { return write(rest, level: level + 1) }
        for kind in Self.kinds where text.hasPrefix(kind.prefix) {
            mark(kind.mark)
            return write(text.dropping(kind.prefix), level: level + 1)
        }
        for phrase in Self.specializations where text.hasPrefix(phrase) {
            guard let end = Self.behindSpecialization(text, phrase) else { break }
            mark("specialized")
            return write(text.after(end, " of "), level: level + 1)
        }
        if text.hasPrefix("protocol witness for "), let place = text.find(" in conformance ") {
            return writeWitness(
                text.dropping("protocol witness for ").before(place), text.after(place, " in conformance "), level)
        }
        if text.hasPrefix("reabstraction thunk ") { return writeType(text) }
        if let rest = Self.behindPhrase(text) {
            append(text.before(rest))
            // Of thunks and of what handles values the types are all that tells one from another.
            return Self.isOfType(text.before(rest))
                ? writeType(text.after(rest)) : write(text.after(rest), level: level + 1)
        }
        if let number = Self.number(in: text), let place = text.find(" in ", from: number) {
            // `closure #1 (Swift.Int) -> () in …`, `helper #1 <A>(of: A) -> () in …`
            writeLocal(text.before(place), number: number)
            append(" in ")
            return write(text.after(place, " in "), level: level + 1)
        }
        writeEntity(text)
    }

    /// The place behind what was specialized. Only angle brackets count: of a propagated closure the demangler writes
    /// `[Closure Propagated : f, Argument Types : []`, with a bracket too few.
    private static func behindSpecialization(_ text: NameText, _ phrase: StaticString) -> Int? {
        var depth = 1
        var index = text.bytes.startIndex + phrase.utf8CodeUnitCount
        while index < text.bytes.endIndex {
            let byte = text.bytes[index]
            if byte == UInt8(ascii: "<") { depth += 1 }
            if byte == UInt8(ascii: ">"), text.bytes[index - 1] != UInt8(ascii: "-") {
                depth -= 1
                if depth == 0, text.has(" of ", at: index + 1) { return index + 1 }
            }
            index += 1
        }
        return nil
    }

    /// `(1) await resume partial function for …`
    private static func behindAsyncPart(_ text: NameText) -> NameText? {
        guard text.hasPrefix("(") else { return nil }
        let end = text.behindBracket(text.bytes.startIndex)
        for phrase in [" await resume partial function for ", " suspend resume partial function for "] as [StaticString]
        where text.has(phrase, at: end) {
            return text.after(end, phrase)
        }
        return nil
    }

    /// The place behind `one-time initialization function for ` and the like: words in front of a function or type.
    private static func behindPhrase(_ text: NameText) -> Int? {
        var index = text.bytes.startIndex
        guard let first = text.bytes.first, first >= UInt8(ascii: "a"), first <= UInt8(ascii: "z") else { return nil }
        while index < text.bytes.endIndex {
            for word in [" for ", " of ", " from "] as [StaticString] where text.has(word, at: index) {
                return index + word.utf8CodeUnitCount
            }
            let byte = text.bytes[index]
            guard NameText.isIdentifier(byte) || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") else {
                return nil
            }
            index += 1
        }
        return nil
    }

    private static func isOfType(_ phrase: NameText) -> Bool {
        for word in ["witness", "metadata", "outlined", "reabstraction", "conformance", "deinit", "descriptor"]
            as [StaticString]
        where phrase.find(word) != nil {
            return true
        }
        return false
    }

    /// `protocol witness for P.f() -> () in conformance T : P in M` is `T.f() [witness for P]`.
    private mutating func writeWitness(_ requirement: NameText, _ conformance: NameText, _ level: Int) {
        guard let colon = conformance.findLast(" : ") else {
            mark("witness")
            return write(requirement, level: level + 1)
        }
        var type = conformance.before(colon)
        // `<A where A: P> T`
        if type.hasPrefix("<") { type = type.after(type.behindBracket(type.bytes.startIndex)) }
        if type.hasPrefix(" ") { type = type.dropping(" ") }
        var inner = SwiftShortName()
        inner.write(requirement, level: level + 1)
        var whole = SwiftShortName()
        whole.writeEntity(type)
        // The requirement's own path is the protocol's: its last component that is followed by the member.
        var proto = SwiftShortName()
        let behind = conformance.after(colon, " : ")
        proto.writeEntity(behind.find(" in ").map { behind.before($0) } ?? behind)
        var member = inner.output
        let isStatic = member.starts(with: "static ".utf8)
        if isStatic { member.removeFirst(7) }
        if member.starts(with: proto.output + [UInt8(ascii: ".")]) { member.removeFirst(proto.output.count + 1) }
        if isStatic { append("static ") }
        output += whole.output + [UInt8(ascii: ".")] + member
        output += Array(" [witness for ".utf8) + proto.output + [UInt8(ascii: "]")]
        for mark in inner.marks { self.mark(mark) }
    }

    /// The place of ` #1` behind the name of something local.
    private static func number(in text: NameText) -> Int? {
        var index = text.bytes.startIndex
        while index < text.bytes.endIndex {
            if text.has(" #", at: index) { return index }
            let byte = text.bytes[index]
            guard NameText.isIdentifier(byte) || byte == UInt8(ascii: " ") else { return nil }
            index += 1
        }
        return nil
    }

    private mutating func writeLocal(_ text: NameText, number: Int) {
        var end = number + 2
        while end < text.bytes.endIndex, NameText.isIdentifier(text.bytes[end]) { end += 1 }
        append(text.before(end))
        let isClosure = text.before(number).findLast("closure") != nil || text.hasPrefix("$defer")
        guard !isClosure else { return }
        var rest = text.after(end)
        if rest.hasPrefix(" ") { rest = rest.dropping(" ") }
        if rest.hasPrefix("<") { rest = rest.after(rest.behindBracket(rest.bytes.startIndex)) }
        if rest.hasPrefix("(") { writeArguments(rest, from: rest.bytes.startIndex) }
    }

    // MARK: Functions

    /// `static Module.Type<A>.function<B>(label: C) async throws -> D`, `Module.Type.property.getter : T`
    private mutating func writeEntity(_ whole: NameText) {
        var text = whole
        if text.hasPrefix("static ") {
            append("static ")
            text = text.dropping("static ")
        }
        if text.hasPrefix("(extension in ") {
            let end = text.behindBracket(text.bytes.startIndex)
            text = text.after(end, text.has(":", at: end) ? ":" : "")
        }
        if text.hasPrefix("Swift.") { text = text.dropping("Swift.") }
        let bytes = text.bytes
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let isFirst = index == bytes.startIndex || bytes[index - 1] == UInt8(ascii: ".")
            if isFirst, let end = Self.behindOperator(text, index) {
                // An operator: brackets in it are none.
                output += bytes[index..<end]
                index = bytes[end...].firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
                index = skipGenerics(text, end, index)
            } else if byte == UInt8(ascii: "<") {
                index = text.behindBracket(index)
            } else if byte == UInt8(ascii: "("), isFirst {
                index = writePrivate(text, index)
            } else if byte == UInt8(ascii: "(") {
                let end = text.behindBracket(index)
                if text.has("(in _", at: index) {
                    index = end
                    continue
                }
                writeArguments(text, from: index)
                // What follows is the result, unless a member of something local does.
                guard end < bytes.endIndex, bytes[end] == UInt8(ascii: ".") else { return }
                index = end
            } else if text.has(" : ", at: index) {
                // `getter : T`, `subscript.read : (T) -> U`
                return
            } else {
                output.append(byte)
                index += 1
            }
        }
    }

    private func skipGenerics(_ text: NameText, _ from: Int, _ parenthesis: Int) -> Int {
        guard let angle = text.bytes[from..<parenthesis].firstIndex(of: UInt8(ascii: "<")) else { return parenthesis }
        let end = text.behindBracket(angle)
        return text.has("(", at: end) ? end : parenthesis
    }

    /// The end of an operator that starts at `start`; nil where a name starts.
    private static func behindOperator(_ text: NameText, _ start: Int) -> Int? {
        guard !NameText.isIdentifier(text.bytes[start]), text.bytes[start] != UInt8(ascii: "(") else { return nil }
        var index = start
        while index < text.bytes.endIndex, text.bytes[index] != UInt8(ascii: " ") {
            if text.bytes[index] == UInt8(ascii: "(") { return nil }
            index += 1
        }
        for fixity in [" infix", " prefix", " postfix"] as [StaticString] where text.has(fixity, at: index) {
            return index
        }
        return nil
    }

    /// `(Name in _0123456789ABCDEF…)`, or of a private initializer `() -> T(in _0123456789ABCDEF…).init`.
    private mutating func writePrivate(_ text: NameText, _ start: Int) -> Int {
        let end = text.behindBracket(start)
        let inside = NameText(text.bytes[start + 1..<max(start + 1, end - 1)])
        if let place = inside.find(" in ") {
            output += inside.before(place).bytes
            return end
        }
        if let place = text.find("(in _", from: end) {
            let behind = text.behindBracket(place)
            return text.has(".", at: behind) ? behind + 1 : behind
        }
        output += text.bytes[start..<end]
        return end
    }

    /// The labels of arguments, without their types.
    private mutating func writeArguments(_ text: NameText, from start: Int) {
        let end = text.behindBracket(start)
        append("(")
        var argument = start + 1
        while argument < end - 1 {
            let rest = NameText(text.bytes[argument..<end - 1])
            let next = rest.find(", ")
            var label = argument
            while label < end, NameText.isIdentifier(text.bytes[label]) { label += 1 }
            if label > argument, text.has(": ", at: label) {
                output += text.bytes[argument...label]
            } else {
                append("_:")
            }
            guard let next else { break }
            argument = next + 2
        }
        append(")")
    }

    /// A type, which only loses the module `Swift` and the marks of private names.
    private mutating func writeType(_ text: NameText) {
        let bytes = text.bytes
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let isFirst = index == bytes.startIndex || !NameText.isIdentifier(bytes[index - 1])
            if isFirst, text.has("Swift.", at: index),
                index == bytes.startIndex || bytes[index - 1] != UInt8(ascii: ".")
            {
                index += 6
            } else if bytes[index] == UInt8(ascii: "("),
                let place = NameText(bytes[(index + 1)..<max(index + 1, text.behindBracket(index) - 1)]).find(" in _")
            {
                output += bytes[index + 1..<place]
                index = text.behindBracket(index)
            } else {
                output.append(bytes[index])
                index += 1
            }
        }
    }

    // MARK: Output

    private mutating func mark(_ mark: StaticString) {
        if !marks.contains(where: { $0.utf8Start == mark.utf8Start || "\($0)" == "\(mark)" }) { marks.append(mark) }
    }

    private mutating func append(_ text: NameText) { output += text.bytes }

    private mutating func append(_ texts: StaticString...) {
        for text in texts { text.withUTF8Buffer { output += $0 } }
    }
}
