import Glibc

/// What a stream leads to: a terminal of some width, or a file, a pipe, the log of a CI service.
struct Terminal: Sendable, Equatable {
    /// Whether somebody watches the stream on a screen that can redraw a line.
    var isInteractive: Bool
    /// In characters.
    var width: Int
    /// Whether colours are wanted.
    var allowsColour: Bool

    /// Decides from what the system and the environment say.
    ///
    /// - Parameters:
    ///   - columns: the width that the terminal reports; nil or 0 if it does not.
    ///   - environment: `NO_COLOR` (any text that is not empty, as no-color.org has it) and `TERM=dumb` forbid colours;
    ///     `CI` forbids redrawing, since logs keep every state of a line; `COLUMNS` gives a width.
    init(isTerminal: Bool, columns: Int?, environment: (String) -> String?) {
        let isDumb = environment("TERM") == "dumb"
        let isCI = environment("CI").map { !["", "0", "false"].contains($0) } ?? false
        isInteractive = isTerminal && !isDumb && !isCI
        allowsColour = isTerminal && !isDumb && (environment("NO_COLOR") ?? "").isEmpty
        let width = [columns, environment("COLUMNS").flatMap { Int($0) }].lazy.compactMap { $0 }.first { $0 > 0 }
        self.width = min(max(width ?? 80, 20), 1000)
    }

    /// The terminal behind a file descriptor of this process.
    init(descriptor: Int32) {
        var size = winsize()
        let isTerminal = isatty(descriptor) == 1
        let answered = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
        self.init(isTerminal: isTerminal, columns: answered ? Int(size.ws_col) : nil) { name in
            getenv(name).map { String(cString: $0) }
        }
    }

    static var standardOutput: Terminal { Terminal(descriptor: STDOUT_FILENO) }
    static var standardError: Terminal { Terminal(descriptor: STDERR_FILENO) }

    /// Lines longer than 100 characters are tiring to read.
    static var helpWidth: Int { min(standardOutput.width, 100) }
}
