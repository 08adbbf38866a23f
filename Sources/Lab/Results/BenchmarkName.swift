/// The full name of a benchmark, and the configuration that is written into it.
///
/// `Encode/format=json/fast-8` has the base name `Encode`, the key `/format` with the value `json`, the positional
/// part `/fast`, and the suffix `-8`, which says how many processors the benchmark was allowed. Only the full name is
/// stored; the parts are found when they are asked for.
public struct BenchmarkName: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Everything after `Benchmark` in a result line.
    public let full: String

    /// A name as it stands behind `Benchmark` in a result line; any text is one.
    public init(_ full: String) { self.full = full }
    public init(stringLiteral full: String) { self.full = full }
    public var description: String { full }

    /// The key under which the `-8` at the end of a name is found.
    public static let processorsKey = "/gomaxprocs"

    /// The name without its parts: what comes before the first `/`, or else before the suffix `-8`.
    public var base: String {
        let body = withoutProcessors
        guard let slash = full.utf8.firstIndex(of: UInt8(ascii: "/")) else { return String(body) }
        return String(full[..<slash])
    }

    /// The parts behind the base name, in order, each with the character that starts it: `/format=json`, `/fast`, `-8`.
    ///
    /// The first piece of the name and these parts, put together, are the full name again.
    public var parts: [Substring] { Array(pieces.dropFirst()) }

    /// The full name without the suffix `-8`.
    public var withoutProcessors: Substring {
        processorsStart.map { full[..<$0] } ?? full[...]
    }

    /// The value of a key of the name, such as `/format`, or nil if the name does not have it.
    ///
    /// - Parameter key: The key with its slash. `/gomaxprocs` is the number in the suffix `-8`.
    public func value(of key: String) -> Substring? {
        let parts = self.parts
        if key == Self.processorsKey, let last = parts.last, last.utf8.first == UInt8(ascii: "-") {
            return last.dropFirst()
        }
        for part in parts {
            if let value = part.value(ofKey: key) { return value }
        }
        return nil
    }

    /// The full name without the parts of these keys; the key `.name` puts `*` in place of the base name.
    ///
    /// Parts are taken out altogether, since a stand-in would still tell a name that has the part from one that has
    /// not. That matters for `/gomaxprocs`, which is left out of a name when it is 1.
    public func removing(_ keys: [String]) -> String {
        guard !keys.isEmpty else { return full }
        let pieces = self.pieces
        var result = keys.contains(".name") ? "*" : String(pieces[0])
        for part in pieces.dropFirst() {
            let isProcessors = part.utf8.first == UInt8(ascii: "-")
            let isRemoved = keys.contains { key in
                isProcessors ? key == Self.processorsKey : part.value(ofKey: key) != nil
            }
            if !isRemoved { result += part }
        }
        return result
    }

    /// Where the suffix `-8` starts, if there is one.
    private var processorsStart: String.Index? {
        let bytes = full.utf8
        var index = bytes.endIndex
        while index > bytes.startIndex {
            let previous = bytes.index(before: index)
            let byte = bytes[previous]
            if byte == UInt8(ascii: "-") { return index < bytes.endIndex ? previous : nil }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            index = previous
        }
        return nil
    }

    private var pieces: [Substring] {
        let body = withoutProcessors
        var pieces: [Substring] = []
        var start = body.startIndex
        for index in body.utf8.indices where body.utf8[index] == UInt8(ascii: "/") {
            pieces.append(body[start..<index])
            start = index
        }
        pieces.append(body[start...])
        if body.endIndex < full.endIndex { pieces.append(full[body.endIndex...]) }
        return pieces
    }
}

extension Substring {
    /// What follows `key=`, if this part of a name starts with that.
    fileprivate func value(ofKey key: String) -> Substring? {
        var rest = self.utf8[...]
        for byte in key.utf8 {
            guard rest.first == byte else { return nil }
            rest.removeFirst()
        }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        return Substring(rest.dropFirst())
    }
}
