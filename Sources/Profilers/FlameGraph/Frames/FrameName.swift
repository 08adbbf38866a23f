/// A function's name in the lengths that frames have room for.
struct FrameName: Hashable, Sendable {
    /// As in the profile: for tooltips and searching.
    let full: String
    /// What stands in frames, from the longest, no two the same: `Shop.Cart.total(of:) [specialized]`, `Cart.total(of:)`, `total`.
    let labels: [String]

    /// The lowest frame's, which is no function.
    static let everything = FrameName(DemangledName("all"))

    init(_ name: DemangledName) {
        full = name.full
        var labels = [name.short]
        // What the compiler made of a function is left out last but one: its callers tell it mostly.
        for form in [name.unqualified, name.plain, Self.brief(name)]
        where form.utf8.count < labels[labels.count - 1].utf8.count {
            labels.append(form)
        }
        self.labels = labels
    }

    /// What is left for the narrowest frames: no labels, the last name only, and no prefix that the colour says already.
    private static func brief(_ name: DemangledName) -> String {
        let plain = Array(name.plain.utf8)
        guard name.isDeclaration else { return withoutRuntimePrefix(name.plain) }
        let text = NameText(plain[...])
        // `closure #1 in ` stays.
        let start = text.findLast(" in ").map { $0 + 4 } ?? 0
        var function = text.after(start)
        if function.hasPrefix("static ") { function = function.dropping("static ") }
        let isOperator = function.find("operator") != nil
        if !isOperator, let open = function.bytes.firstIndex(of: UInt8(ascii: "(")), open > function.bytes.startIndex {
            function = function.before(open)
        }
        for accessor in [".getter", ".setter", ".modify", ".read"] as [StaticString] where function.hasSuffix(accessor)
        {
            function = function.before(function.bytes.endIndex - accessor.utf8CodeUnitCount)
        }
        if let colons = function.findLast("::"), !isOperator {
            function = function.after(colons, "::")
        } else if let dot = function.bytes.lastIndex(of: UInt8(ascii: ".")), dot + 1 < function.bytes.endIndex {
            function = function.after(dot, ".")
        }
        guard !function.bytes.isEmpty else { return name.plain }
        return String(decoding: plain[..<start] + function.bytes, as: UTF8.self)
    }

    private static func withoutRuntimePrefix(_ name: String) -> String {
        for prefix in ["swift_", "_swift_", "_dispatch_"]
        where name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}
