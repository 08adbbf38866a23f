/// `bench completion bash|zsh|fish`.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print a script that teaches a shell to complete this command line.",
        examples: [
            .init("completion bash > ~/.local/share/bash-completion/completions/PROGRAM", "For bash, for good."),
            .init("completion zsh > ~/.zfunc/_PROGRAM", "For zsh, with ~/.zfunc in fpath."),
            .init("completion fish > ~/.config/fish/completions/PROGRAM.fish", "For fish."),
        ])

    @Argument(help: "The shell.")
    var shell: CompletionShell

    func run() throws {
        guard let tool = CommandLineTool.current else { return }
        print(shell.script(for: CompletionModel(tool)), terminator: "")
    }
}
