import Glibc
import Lab

/// `bench run [FILTER]`.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Measure benchmarks, write a run file and print the results.",
        discussion: """
            Each round measures one benchmark in a fresh process. Rounds of all benchmarks are interleaved in a random \
            order, and every finished round is in the run file at once: an interrupted run keeps what it has, and \
            --resume goes on from there.
            """,
        examples: [
            .init("run", "All benchmarks, into results/."),
            .init("run 'shop/*' --rounds 20 --out head.jsonl", "One suite, more rounds, a file of your choice."),
            .init("run --profile cpu --out head.jsonl", "With a profile of each benchmark in head.profiles/."),
            .init("run --metrics allocs", "Only what is counted exactly."),
            .init("run --resume head.jsonl", "Go on with a run that was interrupted."),
        ])

    @OptionGroup var selection: SelectionArguments

    @Option(
        range: 1...10_000,
        help: ArgumentHelp("Rounds a benchmark.", valueName: "N", defaultValue: "\(RunRequest.defaultRounds)"))
    var rounds: Int?

    @Option(
        range: Duration.milliseconds(1)...,
        help: ArgumentHelp("How long a round takes samples for.", valueName: "S", defaultValue: "200ms"))
    var time: Duration?

    @Option(
        help: ArgumentHelp(
            "End a round's sampling when its median is known to this, such as 1%: half the interval's width.",
            valueName: "P"))
    var precision: Percentage?

    @Option(
        separator: ",",
        help: ArgumentHelp("What to measure, separated by commas, such as time,allocs.", valueName: "LIST"))
    var metrics: [MetricGroup] = []

    @Option(help: ArgumentHelp("Seed of the order of rounds and of inputs.", valueName: "N")) var seed: UInt64?

    @Option(
        help: ArgumentHelp("The run file to write.", valueName: "FILE", defaultValue: "results/DATE-TIME.jsonl"),
        completion: .file)
    var out: String?

    @Option(
        help: ArgumentHelp(
            "Leave a profile of each benchmark beside the run file, taken in rounds of their own: cpu or wall.",
            valueName: "KIND"))
    var profile: ProfileKind?

    @Option(help: ArgumentHelp("Go on with an interrupted run.", valueName: "FILE")) var resume: InputFile?

    @Flag(help: "Print the results as JSON.") var json = false

    func validate() throws {
        if out == "-" { throw ValidationError("a run file cannot be standard output; name a file for --out") }
        guard resume != nil else { return }
        let given: [(String, Bool)] = [
            ("FILTER", selection.filter != nil), ("--rounds", rounds != nil), ("--time", time != nil),
            ("--precision", precision != nil), ("--metrics", !metrics.isEmpty), ("--seed", seed != nil),
            ("--out", out != nil),
        ]
        if let (name, _) = given.first(where: \.1) {
            throw ValidationError("\(name) cannot go with --resume: the file says how its run was started")
        }
    }

    func run() async throws { try await RunExecution(request).run() }

    private var request: RunRequest {
        RunRequest(
            filter: selection.filter, rounds: rounds, sampleSeconds: time?.seconds, precision: precision?.fraction,
            metrics: metrics, seed: seed, out: out, resume: resume?.path, profile: profile, json: json)
    }
}

extension MetricGroup: ExpressibleByArgument {}
