import Glibc
import Lab

/// `bench report RUN…`.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make one self-contained HTML page of a run, or of runs against a base.",
        discussion: """
            One run is shown by itself. Of several, the first is the base; with --baseline, that is. The page has the \
            verdicts that gate comes to, the figures of every benchmark and its rounds one by one. It is a single file \
            that loads nothing, to be attached, archived or printed. 'label=path' gives a run a name.
            """,
        examples: [
            .init("report results/head.jsonl", "One run, into results/head.html."),
            .init("report head.jsonl --baseline main --out report.html", "Against Baselines/main.jsonl."),
            .init("report before=old.jsonl after=new.jsonl", "Two runs, the first of them the base."),
        ])

    @Argument(help: ArgumentHelp("Run files.", valueName: "RUN"), completion: .file) var runs: [String]

    @Option(
        help: ArgumentHelp(
            "The page to write; '-' is standard output. Otherwise it stands beside the last run.", valueName: "FILE"),
        completion: .file)
    var out: String?

    @Option(
        help: ArgumentHelp("What to compare the runs with: a file, or a baseline's name.", valueName: "FILE|NAME"),
        completion: .file)
    var baseline: String?

    @Option(help: ArgumentHelp("What has to be decided for the gate to pass.", valueName: "WHAT"))
    var require = GatePolicy.Requirement.comparable

    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var location: BaselineCommand.Location

    func run() throws {
        let inputs = try ReportInputs(runs: runs, baseline: baseline, store: location.store)
        let target = out ?? inputs.defaultTarget
        if let input = inputs.files.first(where: { OutputFile.isSame($0.path, target) }) {
            throw ValidationError("--out: \(target.quoted) is the run \(input.label.quoted), which it would overwrite")
        }
        let report: Report
        do {
            report = try Report(
                comparison.open(inputs.files), filter: comparison.parsedFilter(), options: comparison.options,
                policy: GatePolicy(require: require), command: commandLine, generator: generator)
        } catch let error as ReportError where error == .nothingSelected {
            throw ValidationError("\(error)")
        }
        for warning in report.runs.flatMap(\.warnings) + report.comparisons.flatMap(\.warnings) {
            Message.warning(Message.printable(warning)).print()
        }
        try OutputFile.write(ReportPage(report).html, to: target)
        if target != "-" { print(target) }
    }

    private var name: String { CommandLineTool.current?.name ?? "bench" }

    private var generator: String { "\(name) \(BenchmarkProgram.version)" }

    private var commandLine: String {
        ([name] + CommandLine.arguments.dropFirst()).map(\.quotedForShell).joined(separator: " ")
    }
}
