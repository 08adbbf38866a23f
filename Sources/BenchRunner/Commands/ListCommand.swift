import Lab

/// `bench list [FILTER]`.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the benchmarks with their tags and parameters.",
        examples: [
            .init("list", "All benchmarks."),
            .init("list 'shop/*'", "The benchmarks of one suite."),
            .init("list --json", "The same for programs."),
        ])

    @OptionGroup var selection: SelectionArguments

    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let rows = try await Self.rows(filter: selection.filter)
        if json {
            print(JSONValue.array(rows.map(\.json)).text(.indented))
        } else {
            for row in rows { print(row.text) }
        }
    }

    private struct Row: Sendable {
        let json: JSONValue
        let text: String
    }

    @MainActor
    private static func rows(filter: String?) throws -> [Row] {
        let entries = try BenchmarkProgram.current.entries(selectedBy: filter)
        let width = entries.map(\.name.count).max() ?? 0
        return entries.map { entry in
            let benchmark = entry.benchmark
            let tags = benchmark.tags.sorted()
            let labels = (benchmark.kind == .latency ? ["latency"] : []) + tags.map { "#\($0)" }
            let padding = String(repeating: " ", count: labels.isEmpty ? 0 : width - entry.name.count + 2)
            return Row(
                json: [
                    "name": .string(entry.name), "kind": .string(benchmark.kind.rawValue),
                    "parameters": .object(benchmark.parameters.map { .init($0.name, .string($0.value)) }),
                    "tags": .array(tags.map(JSONValue.string)),
                ],
                text: entry.name + padding + labels.joined(separator: " "))
        }
    }
}
