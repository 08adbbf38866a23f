/// A function's name in the lengths that frames have room for.
struct FrameName: Hashable, Sendable {
    /// As in the profile: for tooltips and searching.
    let full: String
    /// What stands in frames, from the longest, no two the same: `Shop.Cart.total(of:) [specialized]`, `Cart.total(of:)`,
    /// `Cart.total`, `total`.
    let labels: [String]

    /// The lowest frame's, which is no function.
    static let everything = FrameName(DemangledName("all"))

    init(_ name: DemangledName) {
        full = name.full
        var labels = [name.short]
        for form in [name.unqualified, name.plain] + Self.narrow(name)
        where form.utf8.count < labels[labels.count - 1].utf8.count {
            labels.append(form)
        }
        self.labels = labels
    }

    /// What is left for the narrowest frames: no labels, then the last name only, and no prefix that the colour says already.
    private static func narrow(_ name: DemangledName) -> [String] {
        guard name.isDeclaration else { return [withoutRuntimePrefix(name.plain)] }
        let plain = Array(name.plain.utf8)
        let text = NameText(plain[...])
        // `closure #1 in ` stays.
        let start = text.findLast(" in ").map { $0 + 4 } ?? 0
        var function = text.after(start)
        // Nothing but its brackets tells what C++'s `operator()` is.
        guard function.find("operator") == nil else { return [] }
        if function.hasPrefix("static ") { function = function.dropping("static ") }
        if let open = function.bytes.firstIndex(of: UInt8(ascii: "(")), open > function.bytes.startIndex {
            function = function.before(open)
        }
        for accessor in [".getter", ".setter", ".modify", ".read"] as [StaticString]
        where function.hasSuffix(accessor) {
            function = function.before(function.bytes.endIndex - accessor.utf8CodeUnitCount)
        }
        return [function, lastName(function)].filter { !$0.bytes.isEmpty }.map { function in
            String(decoding: plain[..<start] + function.bytes, as: UTF8.self)
        }
    }

    private static func lastName(_ function: NameText) -> NameText {
        if let colons = function.findLast("::") { return function.after(colons, "::") }
        let dot = UInt8(ascii: ".")
        guard let last = function.bytes.lastIndex(of: dot), last + 1 < function.bytes.endIndex else { return function }
        let name = function.after(last, ".")
        // Every type has these: they say nothing without it.
        guard name.hasSuffix("init") || name.hasPrefix("subscript") else { return name }
        return function.before(last).bytes.lastIndex(of: dot).map { function.after($0, ".") } ?? function
    }

    private static func withoutRuntimePrefix(_ name: String) -> String {
        for prefix in ["swift_", "_swift_", "_dispatch_"]
        where name.hasPrefix(prefix) && name.utf8.count > prefix.utf8.count {
            return String(name.dropFirst(prefix.count))
        }
        return name
    }
}
