/// Short forms of what `swift_demangle` writes.
struct SwiftShortName {
    private var result = ShortName()

    /// Closures in closures and thunks of thunks: nobody's are nested as deeply.
    private static let mostLevels = 64

    static func read(_ bytes: [UInt8]) -> ShortName {
        var name = SwiftShortName()
        name.write(NameText(bytes[...]), level: 0)
        return name.result
    }

    // MARK: Kinds

    /// What the compiler makes of a function, said in front of it by the demangler and behind it here.
    private static let kinds: [(prefix: StaticString, mark: String)] = [
        ("merged ", "merged"),
        ("specialized ", "specialized"),
        ("@objc ", "@objc"),
        ("@nonobjc ", "@nonobjc"),
        ("dynamic ", "dynamic"),
        ("partial apply forwarder for ", "partial apply"),
        ("partial apply for ", "partial apply"),
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
        if let rest = text.behindAsyncPart() { return write(rest, level: level + 1) }
        for kind in Self.kinds where text.hasPrefix(kind.prefix) {
            result.mark(kind.mark)
            return write(text.dropping(kind.prefix), level: level + 1)
        }
        for phrase in Self.specializations where text.hasPrefix(phrase) {
            guard let end = Self.behindSpecialization(text, phrase) else { break }
            result.mark("specialized")
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
            // As `swift demangle --simplified` writes it: there is nothing to leave out.
            append("protocol witness for ")
            append(requirement)
            append(" in conformance ")
            return append(conformance)
        }
        var type = conformance.before(colon)
        // `<A where A: P> T`
        if type.hasPrefix("<") { type = type.after(type.behindBracket(type.bytes.startIndex)) }
        if type.hasPrefix(" ") { type = type.dropping(" ") }
        var inner = SwiftShortName()
        inner.write(requirement, level: level + 1)
        // The requirement's own path is the protocol's: its last component that is followed by the member.
        var proto = SwiftShortName()
        let behind = conformance.after(colon, " : ")
        let place = behind.find(" in ")
        proto.writeEntity(place.map { behind.before($0) } ?? behind)
        let protocolName = proto.result.text
        var member = inner.result.text
        let isStatic = member.starts(with: "static ".utf8)
        if isStatic {
            member.removeFirst(7)
            append("static ")
        }
        if member.starts(with: protocolName + [UInt8(ascii: ".")]) { member.removeFirst(protocolName.count + 1) }
        writeEntity(type, isType: true)
        result.text.append(UInt8(ascii: "."))
        result.text += member
        result.mark("witness for " + String(decoding: protocolName, as: UTF8.self))
        for mark in inner.result.marks { result.mark(mark) }
        if let place { result.module = String(decoding: behind.after(place, " in ").bytes, as: UTF8.self) }
        result.isDeclaration = true
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
    private mutating func writeEntity(_ whole: NameText, isType: Bool = false) {
        var text = whole
        if text.hasPrefix("static ") {
            append("static ")
            text = text.dropping("static ")
        }
        var module: NameText?
        if text.hasPrefix("(extension in ") {
            let end = text.behindBracket(text.bytes.startIndex)
            module = text.before(max(text.bytes.startIndex + 14, end - 1)).dropping("(extension in ")
            text = text.after(end, text.has(":", at: end) ? ":" : "")
        }
        let name = NameText(text.bytes.prefix(while: NameText.isIdentifier))
        let isQualified = !name.bytes.isEmpty && text.has(".", at: name.bytes.endIndex)
        let start = result.text.count
        if isQualified, name.bytes.elementsEqual("Swift".utf8) { text = text.dropping("Swift.") }
        guard writePath(text) || isType else { return }
        result.isDeclaration = true
        if let module = module ?? (isQualified ? name : nil) {
            result.module = String(decoding: module.bytes, as: UTF8.self)
        }
        let prefix = Array(name.bytes) + [UInt8(ascii: ".")]
        if isQualified, result.text[start...].starts(with: prefix), result.text.count > start + prefix.count {
            result.qualifier = start..<start + prefix.count
        }
    }

    /// - Returns: whether it is a declaration of Swift, with its types.
    private mutating func writePath(_ text: NameText) -> Bool {
        let bytes = text.bytes
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let isFirst = index == bytes.startIndex || bytes[index - 1] == UInt8(ascii: ".")
            if isFirst, let end = Self.behindOperator(text, index) {
                // An operator: brackets in it are none.
                result.text += bytes[index..<end]
                index = bytes[end...].firstIndex(of: UInt8(ascii: "(")) ?? bytes.endIndex
                index = skipGenerics(text, end, index)
            } else if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "(") {
                guard let end = text.behindClosedBracket(index) else {
                    // Something is cut off: nobody knows what.
                    append(text.after(index))
                    return false
                }
                if byte == UInt8(ascii: "<") {
                    if isFirst { result.text += bytes[index..<end] }
                } else if isFirst {
                    index = writePrivate(text, index)
                    continue
                } else if text.has("(in _", at: index) {
                    // `Name(in _0123456789ABCDEF…)`
                    index = end
                    continue
                } else if text.has(" ", at: end), text.find(" -> ", from: end) != nil {
                    // What follows is the result.
                    writeArguments(text, from: index)
                    return true
                } else {
                    // Labels without types are as they are read already; anything else is no Swift.
                    result.text += bytes[index..<end]
                    if end == bytes.endIndex, NameText.isIdentifier(bytes[index - 1]) { result.isDeclaration = true }
                }
                index = end
            } else if text.has(" : ", at: index) {
                // `getter : T`, `subscript.read : (T) -> U`
                return true
            } else {
                result.text.append(byte)
                index += 1
            }
        }
        return bytes.suffix(6).elementsEqual("deinit".utf8)
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
            result.text += inside.before(place).bytes
            return end
        }
        if text.has(" -> ", at: end), let place = text.find("(in _", from: end) {
            let behind = text.behindBracket(place)
            return text.has(".", at: behind) ? behind + 1 : behind
        }
        result.text += text.bytes[start..<end]
        return end
    }

    /// The labels of arguments, without their types.
    private mutating func writeArguments(_ text: NameText, from start: Int) {
        let end = text.behindBracket(start)
        let inside = text.bytes[(start + 1)..<max(start + 1, end - 1)]
        if inside.last == UInt8(ascii: ":"), inside.allSatisfy({ NameText.isIdentifier($0) || $0 == UInt8(ascii: ":") })
        {
            // Labels only already.
            result.text += text.bytes[start..<end]
            return
        }
        append("(")
        var argument = start + 1
        while argument < end - 1 {
            let rest = NameText(text.bytes[argument..<end - 1])
            let next = rest.find(", ")
            var label = argument
            while label < end, NameText.isIdentifier(text.bytes[label]) { label += 1 }
            if label > argument, text.has(": ", at: label) {
                result.text += text.bytes[argument...label]
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
            } else if bytes[index] == UInt8(ascii: "("), let name = Self.privateName(text, index) {
                append(name)
                index = text.behindBracket(index)
            } else {
                result.text.append(bytes[index])
                index += 1
            }
        }
    }

    /// The name in `(Name in _0123456789ABCDEF…)`.
    private static func privateName(_ text: NameText, _ start: Int) -> NameText? {
        let name = NameText(text.bytes[(start + 1)...].prefix(while: NameText.isIdentifier))
        return text.has(" in _", at: name.bytes.endIndex) ? name : nil
    }

    // MARK: Output

    private mutating func append(_ text: NameText) { result.text += text.bytes }

    private mutating func append(_ text: StaticString) { text.withUTF8Buffer { result.text += $0 } }
}
