import Lab

/// `bench gate HEAD --baseline FILE|NAME`.
struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Judge a run against a baseline; the exit status is the verdict.",
        discussion: """
            A time has regressed when the whole interval of its change lies beyond the threshold; a count that is exact, \
            when it rose at all. Times of an unlike machine are never compared. The exit status is 0 where nothing \
            regressed, 1 where something did, 4 where the policy wants a decision and there is none, and 2 for wrong \
            input. By default what could not be compared at all is such a case; --require says otherwise.
            """,
        examples: [
            .init("gate head.jsonl --baseline main", "Against Baselines/main.jsonl."),
            .init("gate head.jsonl --baseline old.jsonl --threshold 2%", "Against any run, with a finer threshold."),
            .init(
                "gate head.jsonl --baseline main --require exact", "On another machine: only counts have to be decided."
            ),
        ])

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, csv, markdown, json
    }

    @Argument(help: ArgumentHelp("The run to judge, or Go benchmark text; '-' is standard input.", valueName: "HEAD"))
    var head: ResultPath

    @Option(
        help: ArgumentHelp("What to judge it against: a file, or a baseline's name.", valueName: "FILE|NAME"),
        completion: .file)
    var baseline: String

    @Option(help: ArgumentHelp("What has to be decided for the gate to pass.", valueName: "WHAT"))
    var require = GatePolicy.Requirement.comparable

    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var location: BaselineCommand.Location

    @Option(help: ArgumentHelp("How to print.", valueName: "F")) var format = Format.text

    @Flag(help: "Print JSON: the same as --format json.") var json = false

    private static let base = "base"
    private static let head = "head"

    func run() throws {
        let inputs = [
            ResultInput(
                label: Self.base, path: baseline == "-" ? baseline : try location.store.pathOfBaseline(baseline)),
            ResultInput(label: Self.head, path: head.path),
        ]
        // Before files are read, which may take a while.
        _ = try grouping(separatesPackages: true)
        let files = try comparison.open(inputs)
        // Run files have no packages: in a mixture, the key would part everything.
        let grouping = try grouping(separatesPackages: files.allSatisfy { $0.run == nil })
        let compared = try comparison.read(files, grouping: grouping)
        let placed = compared.comparisons()
        if placed.contains(where: { $0.comparison.metric.kind == .statistical }) {
            for input in inputs where !compared.namesProcessor(input.label) {
                Message.note(
                    "\(input.path) does not say which processor it was measured on: taken to be that of the other side"
                ).print()
            }
        }
        let unpaired = compared.unpaired(base: Self.base, head: Self.head)
        let decision = Gate.decide(
            placed.map(\.comparison), missingFromHead: unpaired.missingFromHead, newInHead: unpaired.newInHead,
            failures: compared.failures(of: Self.head), baseFailures: compared.failures(of: Self.base),
            policy: GatePolicy(require: require))
        switch json ? .json : format {
        case .text: print(GateText(decision, style: Style(.standardOutput).gateStyle).text(), terminator: "")
        case .csv: print(decision.csv(), terminator: "")
        case .markdown: print(decision.markdown(), terminator: "")
        case .json: print(compared.json(of: decision, comparisons: placed).text(.indented))
        }
        let hasHeavier = decision.items.contains {
            $0.comparison.metric.kind == .exact && $0.comparison.verdict == .regressed
        }
        if hasHeavier, compared.differingKeys.contains("toolchain") {
            Message.note(
                "base and head were built by different toolchains, and what a library allocates may differ between them"
            )
            .print()
        }
        if decision.status.exitStatus != 0 { throw ExitCode(decision.status.exitStatus) }
    }

    /// A configuration that differs is no reason to part base from head here, as it is for `compare`: times of unlike
    /// machines are paired, and then left undecided with the reason, so that they are seen.
    private func grouping(separatesPackages: Bool) throws -> Grouping {
        let ignored = ([".config"] + (comparison.ignore.map { [$0] } ?? [])).joined(separator: ",")
        return try comparison.grouping(table: separatesPackages ? "pkg" : "", ignore: ignored)
    }
}

extension GatePolicy.Requirement: ExpressibleByArgument {}
