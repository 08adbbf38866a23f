/// A function's demangled name, and the form of it that is read on a screen.
///
/// ```swift
/// DemangledName("closure #1 (Swift.Int) -> Swift.Bool in Shop.Cart.total() -> Swift.Int").short
/// // closure #1 in Shop.Cart.total()
/// ```
///
/// It is read once, when it is made; the time that takes is in proportion to its length.
public struct DemangledName: Hashable, Sendable {
    /// The name as the demangler gives it; also names that were never mangled.
    public let full: String

    /// The name without what is the same for everybody who asks which function this is: types of arguments and results, generic
    /// arguments, the module `Swift`. Argument labels stay, and what the compiler made of a function is said behind it in brackets:
    /// `[specialized]`, `[merged]`, `[partial apply]`.
    ///
    /// The parts that the compiler splits an async function into have the function's own name. Names of other languages,
    /// and those that are not understood, are left as they are.
    public let short: String

    /// The short form without the module, or C++'s namespaces, for where the short form is too long.
    public let unqualified: String

    /// The unqualified form without what the compiler made of the function, for where that is too long too.
    public let plain: String

    /// The Swift module that the function's code is from: an extension's is the one that extends, a witness's the one
    /// that conforms; nil of other languages.
    public let module: String?

    /// Whether the name is a function's of a language that has modules or types, and was understood.
    let isDeclaration: Bool

    public init(_ full: String) {
        self.full = full
        let reading = Self.reading(full)
        if let reading, !reading.text.isEmpty {
            short = reading.joined(isQualified: true, hasMarks: true)
            unqualified =
                reading.qualifier == nil ? short : reading.joined(isQualified: false, hasMarks: true)
            plain = reading.marks.isEmpty ? unqualified : reading.joined(isQualified: false, hasMarks: false)
        } else {
            (short, unqualified, plain) = (full, full, full)
        }
        module = reading?.module
        isDeclaration = reading?.isDeclaration ?? false
    }

    private static func reading(_ full: String) -> ShortName? {
        // Longer names are cut by every view anyway.
        guard full.utf8.count <= 1 << 13, full.utf8.contains(where: ".(:# ".utf8.contains) else { return nil }
        let bytes = Array(full.utf8)
        return isCPlusPlus(bytes) ? CPlusPlusShortName.read(bytes) : SwiftShortName.read(bytes)
    }

    /// C++ writes `::`, or a function without a module in front: `work(int)`. In front of the brackets of a Swift function there
    /// is a module with a dot, or words with spaces.
    private static func isCPlusPlus(_ bytes: [UInt8]) -> Bool {
        if zip(bytes, bytes.dropFirst()).contains(where: { $0 == UInt8(ascii: ":") && $1 == UInt8(ascii: ":") }) {
            return true
        }
        let arrow = NameText(bytes[...]).find(" -> ")
        guard arrow == nil, let bracket = bytes.firstIndex(of: UInt8(ascii: "(")), bracket > 0 else { return false }
        let name = bytes[..<bracket]
        return name.last != UInt8(ascii: " ") && !name.contains { ".#@".utf8.contains($0) }
    }

    /// The function's own name, where the name is of one of the parts that the compiler splits an async function into:
    /// `(1) await resume partial function for …`.
    static func withoutAsyncPart(_ name: String) -> String {
        guard name.utf8.first == UInt8(ascii: "(") else { return name }
        var rest = NameText(Array(name.utf8)[...])
        while let inner = rest.behindAsyncPart() { rest = inner }
        return String(decoding: rest.bytes, as: UTF8.self)
    }
}
