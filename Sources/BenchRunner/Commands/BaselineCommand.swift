import Lab

/// `bench baseline save|list|show|remove`.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Keep runs to compare later ones with.",
        discussion: """
            Baselines are files under Baselines/, to be committed beside the code. Counts that are exact hold on any \
            machine; times are compared only on a like machine with a like build.
            """,
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
            for warning in run.warnings { Message.warning(warning).print() }
            if run.header.environment.build == "debug" {
                Message.warning("the run is of a debug build; its times say nothing of a release build").print()
            }
            try location.store.save(run, as: name, reason: reason)
            print(
                "\(location.store.path(of: name)): \(run.header.benchmarks.count) benchmarks, \(run.rounds.count) rounds"
            )
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the baselines.", examples: [.init("baseline list", "All baselines of this project.")])

        @Flag(help: "Print JSON.") var json = false
        @OptionGroup var location: Location

        func run() throws {
            let baselines = try location.store.names().map { ($0, try location.store.load($0)) }
            if json {
                print(JSONValue.array(baselines.map { Self.json(name: $0, $1) }).text(.indented))
                return
            }
            if baselines.isEmpty { Message.note("no baselines in \(location.directory)").print() }
            for (name, run) in baselines {
                let header = run.header
                print("\(name)  \(header.started)  \(header.benchmarks.count) benchmarks  \(header.environment.cpu)")
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
            let summary = RunSummary(run)
            if json { return print(summary.json.text(.indented)) }
            let header = run.header
            print("measured   \(header.started)")
            if let revision = header.revision { print("revision   \(revision)") }
            if let reason = header.reason { print("reason     \(reason)") }
            for entry in header.environment.configuration.entries {
                print(entry.key.padded(to: 10), entry.value)
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

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
