/// Finds what a user may have meant.
enum NearestName {
    /// Longer names are not compared: the cost is the product of the lengths, and nobody mistypes such a name.
    private static let lengthLimit = 128

    /// The candidate nearest to `name`, the first of equally near ones; nil if none is near enough to be a slip.
    ///
    /// Near enough is one edit for short names and one for every third character of longer ones, or a candidate
    /// that starts with what was typed.
    static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
        let typed = Array(name.lowercased())
        guard !typed.isEmpty, typed.count <= lengthLimit else { return nil }
        var best: (name: String, distance: Int)?
        var continuation: String?
        for candidate in candidates where candidate.count <= lengthLimit && candidate != name {
            let letters = Array(candidate.lowercased())
            if continuation == nil, typed.count >= 2, letters.starts(with: typed) { continuation = candidate }
            let distance = distance(typed, letters)
            let limit = max(1, min(typed.count, letters.count) / 3)
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name ?? continuation
    }

    /// Damerau–Levenshtein distance, in the restricted form in which no part is edited twice (optimal string
    /// alignment): insertions, deletions, substitutions and swaps of neighbours.
    static func distance<Symbol: Equatable>(_ left: [Symbol], _ right: [Symbol]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for j in right.indices {
                let substitution = last[j] + (left[i] == right[j] ? 0 : 1)
                var cost = min(substitution, last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    cost = min(cost, beforeLast[j - 1] + 1)
                }
                row.append(cost)
            }
            beforeLast = last
            last = row
        }
        return last[right.count]
    }
}
