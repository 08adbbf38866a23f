import Lab

/// `bench baseline save|list|show|remove`.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep runs to compare later ones with.",
        discussion: """
            Baselines are files under Baselines/, to be committed beside the code. Counts that are exact hold on any \
            machine; times are compared only on a like machine with a like build.
            """,
        examples: [
            .init("baseline save main results/head.jsonl", "Store a run under the name 'main'."),
            .init("gate results/new.jsonl --baseline main", "Judge a later run by it."),
        ],
        subcommands: [Save.self, List.self, Show.self, Remove.self])

    /// The folder, the same for all that is done with baselines.
    struct Location: ParsableArguments {
        @Option(help: ArgumentHelp("The folder that baselines are in.", valueName: "DIR"), completion: .directory)
        var directory = BaselineStore.defaultDirectory

        var store: BaselineStore { BaselineStore(directory: directory) }
    }

    struct Save: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Store a run as a baseline.",
            examples: [
                .init("baseline save main results/head.jsonl", "Store a run under the name 'main'."),
                .init("baseline save main head.jsonl --reason 'new allocator'", "Say why it took the old one's place."),
            ])

        @Argument(help: "The baseline's name.") var name: String
        @Argument(help: ArgumentHelp("The run file to store.", valueName: "RUN")) var file: InputFile
        @Option(help: ArgumentHelp("Why, for whoever reads the baseline later.", valueName: "TEXT")) var reason: String?
        @OptionGroup var location: Location

        func run() throws {
            let run = try Run(contentsOf: file.path)
            for warning in run.warnings { Message.warning(Message.printable(warning)).print() }
            if run.header.environment.build == "debug" {
                Message.warning("the run is of a debug build; its times say nothing of a release build").print()
            }
            try location.store.save(run, as: name, reason: reason)
            let size = "\(counted(run.header.benchmarks.count, "benchmark")), \(counted(run.rounds.count, "round"))"
            print("\(location.store.path(of: name)): \(size)")
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the baselines.", examples: [.init("baseline list", "All baselines of this project.")])

        @Flag(help: "Print JSON.") var json = false
        @OptionGroup var location: Location

        func run() throws {
            var baselines: [(name: String, run: Run)] = []
            var isWhole = true
            // One that cannot be read hides none of the others.
            for name in try location.store.names() {
                do {
                    baselines.append((name, try location.store.load(name)))
                } catch {
                    Message.error("\(error)").print()
                    isWhole = false
                }
            }
            if json {
                print(JSONValue.array(baselines.map { Self.json(name: $0.name, $0.run) }).text(.indented))
            } else {
                if baselines.isEmpty, isWhole { Message.note("no baselines in \(location.directory)").print() }
                Self.printTable(baselines)
            }
            if !isWhole { throw ExitCode.usage }
        }

        private static func printTable(_ baselines: [(name: String, run: Run)]) {
            let lines = baselines.map { name, run in
                [
                    name, run.header.started, run.header.revision ?? "",
                    counted(run.header.benchmarks.count, "benchmark"), run.header.environment.cpu,
                    run.header.reason ?? "",
                ].map(Message.printable)
            }
            let columns = lines.first?.indices ?? 0..<0
            let widths = columns.map { column in lines.map { $0[column].count }.max() ?? 0 }
            for line in lines {
                let cells = zip(line, widths).filter { $1 > 0 }.map { $0.padded(to: $1) }
                let text = cells.joined(separator: "  ")
                print(text.lastIndex { $0 != " " }.map { String(text[...$0]) } ?? "")
            }
        }

        private static func json(name: String, _ run: Run) -> JSONValue {
            [
                "name": .string(name), "started": .string(run.header.started),
                "benchmarks": JSONValue(run.header.benchmarks.count), "rounds": JSONValue(run.rounds.count),
                "environment": run.header.environment.json, "revision": JSONValue(run.header.revision),
                "reason": JSONValue(run.header.reason),
            ]
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what a baseline holds.", examples: [.init("baseline show main", "The baseline 'main'.")])

        @Argument(help: "The baseline's name.") var name: String
        @Flag(help: "Print JSON.") var json = false
        @OptionGroup var location: Location

        func run() throws {
            let run = try location.store.load(name)
            for warning in run.warnings { Message.warning(Message.printable(warning)).print() }
            let summary = RunSummary(run)
            if json { return print(summary.json.text(.indented)) }
            let header = run.header
            print("measured   \(Message.printable(header.started))")
            if let revision = header.revision { print("revision   \(Message.printable(revision))") }
            if let reason = header.reason { print("reason     \(Message.printable(reason))") }
            for entry in header.environment.configuration.entries {
                print(entry.key.padded(to: 10), Message.printable(entry.value))
            }
            print("\n" + RunTable(summary).text(), terminator: "")
        }
    }

    struct Remove: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a baseline.", examples: [.init("baseline remove main", "Remove the baseline 'main'.")])

        @Argument(help: "The baseline's name.") var name: String
        @OptionGroup var location: Location

        func run() throws { try location.store.remove(name) }
    }
}

/// `1 benchmark`, `12 benchmarks`
private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
