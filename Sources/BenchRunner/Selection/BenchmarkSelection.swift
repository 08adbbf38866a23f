import Lab

/// Selects benchmarks of a program by a filter expression.
struct BenchmarkSelection {
    private let filter: Filter

    /// - Throws: `ValidationError`, with the place of a mistake in the expression.
    init(_ expression: String) throws {
        do {
            filter = try Filter(expression)
        } catch {
            throw ValidationError("FILTER: \(error)")
        }
    }

    func accepts(_ entry: Suite.Entry) -> Bool {
        filter.mayAccept(
            BenchmarkResult(name: BenchmarkName(entry.name), file: "", tags: entry.benchmark.tags.sorted()))
    }
}
