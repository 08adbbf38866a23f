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
        case text, markdown, json
    }

    @Argument(help: ArgumentHelp("The run to judge, or Go benchmark text.", valueName: "HEAD")) var head: InputFile

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

    func run() throws {
        let inputs = [
            ResultInput(label: "base", path: try baselinePath()), ResultInput(label: "head", path: head.path),
        ]
        // A configuration that differs is no reason to part base from head here: times of unlike machines are paired,
        // and then left undecided with the reason, so that they are seen.
        let grouping = try Grouping(table: "pkg", ignore: ".config")
        let compared = try comparison.read(comparison.open(inputs), grouping: grouping)
        let placed = compared.comparisons()
        let unpaired = compared.unpaired()
        let decision = Gate.decide(
            placed.map(\.comparison), missingFromHead: unpaired.missingFromHead, newInHead: unpaired.newInHead,
            failures: compared.failures["head"] ?? [], policy: GatePolicy(require: require))
        switch json ? .json : format {
        case .text: print(GateText(decision, style: Style(.standardOutput).gateStyle).text(), terminator: "")
        case .markdown: print(decision.markdown(), terminator: "")
        case .json: print(compared.json(of: decision, comparisons: placed).text(.indented))
        }
        if decision.status.exitStatus != 0 { throw ExitCode(decision.status.exitStatus) }
    }

    /// The file that is meant: one of that path, or else the baseline of that name.
    private func baselinePath() throws -> String {
        if let file = InputFile(argument: baseline) { return file.path }
        let isName = (try? BaselineStore.check(name: baseline)) != nil
        if isName, let file = InputFile(argument: location.store.path(of: baseline)) { return file.path }
        throw isName ? try location.store.missing(baseline) : ValidationError("--baseline: no file \(baseline.quoted)")
    }
}

extension GatePolicy.Requirement: ExpressibleByArgument {}
