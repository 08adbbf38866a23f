import Lab

/// Selects benchmarks by name or tag.
struct BenchmarkSelection {
    private let pattern: String

    init(_ expression: String) throws { pattern = expression }

    func accepts(_ entry: Suite.Entry) -> Bool {
        pattern.hasPrefix("tag:") ? entry.benchmark.tags.contains(String(pattern.dropFirst(4))) : entry.name == pattern || entry.name.hasPrefix(pattern.filter { $0 != "*" })
    }
}
