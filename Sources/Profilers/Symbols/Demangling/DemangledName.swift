/// A function's demangled name, and the form of it that is read on a screen.
///
/// ```swift
/// DemangledName("closure #1 (Swift.Int) -> Swift.Bool in Shop.Cart.total() -> Swift.Int").short
/// // closure #1 in Shop.Cart.total()
/// ```
public struct DemangledName: Hashable, Sendable {
    /// The name as the demangler gives it; also names that were never mangled.
    public let full: String

    public init(_ full: String) { self.full = full }

    /// The name without what is the same for everybody who asks which function this is: types of arguments and results, generic
    /// arguments, the module `Swift`. Argument labels stay, and what the compiler made of a function is said behind it in brackets:
    /// `[specialized]`, `[merged]`, `[partial apply]`.
    ///
    /// The parts that the compiler splits an async function into have the function's own name.
    public var short: String {
        // Longer names are cut by every view anyway, and parsing stays linear in practice.
        guard full.utf8.count <= 1 << 15 else { return full }
        let bytes = Array(full.utf8)
        let short = Self.isCPlusPlus(bytes) ? CPlusPlusShortName.short(bytes) : SwiftShortName.short(bytes)
        return short.isEmpty ? full : short
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
}
