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
        let looksLikeCPlusPlus = full.contains("::") || full.hasPrefix("operator ")
        let short = looksLikeCPlusPlus ? CPlusPlusShortName.short(bytes) : SwiftShortName.short(bytes)
        return short.isEmpty ? full : short
    }
}
