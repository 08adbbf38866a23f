/// `bench help VERB`.
struct HelpCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a verb.",
        examples: [.init("help run", "The arguments and options of 'run', with examples.")])

    @Argument(help: ArgumentHelp("The verb, such as 'run' or 'baseline save'.", valueName: "VERB"), completion: .verbs)
    var verbs: [String] = []

    func run() throws {
        guard let tool = CommandLineTool.current else { return }
        print(tool.help.text(for: try tool.tree.checkedPath(verbs)))
    }
}
