import Glibc
import Lab

/// The revision of the working tree that a program is run in.
enum Revision {
    /// The commit's abbreviated name, with `+` behind it where files are changed; nil outside a git repository, or
    /// where git is missing or does not answer in time.
    static func ofWorkingTree() -> String? {
        guard let git = executable(named: "git"),
            let child = try? ChildProcess(
                executable: git, arguments: ["git", "describe", "--always", "--dirty=+", "--abbrev=12", "--exclude=*"],
                environment: ProcessEnvironment.current.map { "\($0.key)=\($0.value)" },
                resultDescriptor: STDERR_FILENO)
        else { return nil }
        var wait = pollfd(fd: child.ending.number, events: Int16(POLLIN), revents: 0)
        let hasEnded = poll(&wait, 1, patience) > 0
        if !hasEnded { child.end() }
        // A revision is a line; what is longer than a pipe holds is none.
        let output = child.wait() == .exited(0) ? child.output.readSome() ?? [] : []
        let revision = String(decoding: output, as: UTF8.self).prefix { !$0.isNewline }
        return revision.isEmpty ? nil : String(revision)
    }

    /// In milliseconds. Looking for changed files takes long in a huge tree on a cold disk.
    private static let patience: Int32 = 5_000

    private static func executable(named name: String) -> String? {
        (ProcessEnvironment["PATH"] ?? "").split(separator: ":").lazy.map { "\($0)/\(name)" }
            .first { access($0, X_OK) == 0 }
    }
}
