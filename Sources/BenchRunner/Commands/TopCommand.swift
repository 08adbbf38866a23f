import Lab
import Profilers

/// `bench top PROFILE`.
struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print which functions a profile's samples are in.",
        discussion: """
            Reads pprof, folded stacks, speedscope and Firefox Profiler's format. 'self' is what was sampled in a function, \
            'total' also what was sampled in all that it called; a recursive function counts once. With --base, what changed \
            from there to PROFILE.
            """,
        examples: [
            .init("top cpu.pb.gz", "The functions that take most themselves."),
            .init("top cpu.pb.gz --sort total --focus 'Cart' --by line", "Lines below what matches 'Cart'."),
            .init("top after.pb.gz --base before.pb.gz", "What changed."),
        ])

    @Argument(help: ArgumentHelp("A profile.", valueName: "PROFILE")) var profile: InputFile

    @Option(help: ArgumentHelp("The profile to compare with.", valueName: "PROFILE")) var base: InputFile?

    @Option(help: ArgumentHelp("What a row is.", valueName: "WHAT")) var by = ProfileTable.Grouping.function

    @Option(help: ArgumentHelp("What rows are sorted by.", valueName: "COLUMN")) var sort = ProfileTable.Order.own

    @Option(range: 0..., help: ArgumentHelp("How many rows to print; 0 is all.", valueName: "N")) var count = 20

    @Flag(help: "Print JSON, for programs.") var json = false

    @OptionGroup var filter: ProfileFilterArguments

    func run() throws {
        let head = try filter.read(profile.path)
        let type = try filter.sampleTypeIndex(of: head)
        let table = ProfileTable(head, sampleType: type, by: by, order: sort)
        var report = TopReport(head, table, count: count)
        if let base {
            let other = try filter.read(base.path)
            guard let otherType = other.sampleTypes.firstIndex(of: table.sampleType) else {
                throw ValidationError(
                    "--base: \(base.path.quoted) does not count \(table.sampleType.name) in \(table.sampleType.unit)")
            }
            let before = ProfileTable(other, sampleType: otherType, by: by, order: sort)
            report.changes = ProfileChanges(from: before, to: table, order: sort)
        }
        if json {
            print(report.json.text(.indented))
        } else {
            let terminal = Terminal.standardOutput
            print(report.text(Style(terminal), width: terminal.isInteractive ? terminal.width : nil), terminator: "")
        }
    }
}
