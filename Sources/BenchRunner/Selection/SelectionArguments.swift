import Lab

/// Which benchmarks a verb works on; the same in every verb.
struct SelectionArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Which benchmarks: a name with wildcards (shop/*) or a filter expression (.name:shop AND .tag:sqlite)."))
    var filter: String?
}

extension BenchmarkProgram {
    /// The benchmarks that `filter` selects; all without one.
    ///
    /// - Throws: `ValidationError` where there is none, or two of one name.
    func entries(selectedBy filter: String?) throws -> [Suite.Entry] {
        let counts = Dictionary(entries.map { ($0.name, 1) }, uniquingKeysWith: +)
        if let (name, _) = counts.filter({ $0.value > 1 }).min(by: { $0.key < $1.key }) {
            throw ValidationError("two benchmarks are called '\(name)'; give one another name or other parameters")
        }
        guard let filter else { return entries }
        let selection = try BenchmarkSelection(filter)
        let selected = entries.filter { selection.accepts($0) }
        if selected.isEmpty {
            let nearest = NearestName.of(filter, among: entries.map(\.name)).map { "; did you mean '\($0)'?" }
            throw ValidationError("no benchmark is called \(filter.quoted)\(nearest ?? "; 'list' shows all")")
        }
        return selected
    }
}
