/// `bench doctor`.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell what disturbs measuring on this machine, and what can be measured here.",
        discussion: """
            Each finding says what was found, what that does to measurements, and what can be done about it. The machine is \
            only looked at, never changed.

            The exit status is 0 whatever is found: a machine that is not perfect still measures.
            """,
        examples: [
            .init("doctor", "Look at this machine, the worst findings first."),
            .init("doctor --json", "The same for programs."),
        ])

    @Flag(help: "Print JSON.") var json = false

    @Flag(help: ArgumentHelp("Count allocations (used by this verb under the preload library).", isHidden: true))
    var checkPreload = false

    func run() throws {
        if checkPreload { return PreloadFacts.check() }
        let files = SystemFiles()
        let report = DoctorReport(
            files, .measured(files, preloadCheck: [Self.commandName, "--check-preload"]))
        if json {
            print(report.json.text(.indented))
        } else {
            let terminal = Terminal.standardOutput
            print(report.text(style: Style(terminal), width: Terminal.helpWidth))
        }
    }
}
