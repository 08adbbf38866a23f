/// A demangled C++ name: `void std::vector<int, std::allocator<int>>::push_back(int const&)`.
enum CxxFrameName {
    /// The function with the class it is in, without namespaces, arguments and return type: `vector::push_back`; nil for
    /// what is not worth the risk of reading it wrong, as operators.
    static func reading(_ name: Substring) -> String? {
        guard !name.contains("operator") else { return nil }
        var text = ""
        var place = name.startIndex
        while place < name.endIndex {
            switch name[place] {
            case "<":
                guard let close = name.closing(place) else { return nil }
                place = close
            case "(":
                guard let close = name.closing(place) else { return nil }
                // `(anonymous namespace)::f()` goes on; behind arguments nothing does but `::` of a local class.
                let next = name.index(after: close)
                guard name[next...].hasPrefix("::") else { return short(text) }
                place = name.index(after: next)
                if !text.isEmpty { text += "::" }
            case " ": text = ""
            default: text.append(name[place])
            }
            place = name.index(after: place)
        }
        return short(text)
    }

    private static func short(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: true)
        return parts.isEmpty ? nil : parts.suffix(2).joined(separator: "::")
    }
}
