import Synchronization

/// Tells on standard error how far a task is: a bar with the time left, or a line now and then in a log.
///
/// It is drawn when work advances and at no other time: a ticking thread would run beside what is measured.
final class ProgressBar: Sendable {
    private struct State {
        var progress: Progress
        /// When something was shown last; nil before the first time.
        var lastShown: Duration?
        var isOnScreen = false
    }

    private let state: Mutex<State>
    private let schedule: ProgressSchedule
    private let terminal: Terminal
    private let now: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void

    /// - Parameters:
    ///   - title: what is being done, in a word or two.
    ///   - total: how many steps there are.
    ///   - isSilent: shows nothing but the messages.
    ///   - now: time since some fixed moment.
    init(
        _ title: String, total: Int, isSilent: Bool = false, terminal: Terminal = .standardError,
        now: @escaping @Sendable () -> Duration = ProgressBar.timeSinceNow(),
        write: @escaping @Sendable (String) -> Void = { StandardError.write($0) }
    ) {
        self.terminal = terminal
        self.now = now
        self.write = write
        schedule = ProgressSchedule(mode: isSilent ? .silent : terminal.isInteractive ? .bar : .lines)
        state = Mutex(State(progress: Progress(title: title, total: total)))
        start = now()
    }

    private let start: Duration

    /// A clock that starts now.
    static func timeSinceNow() -> @Sendable () -> Duration {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }

    /// Tells that `completed` steps are done and that `note` (a benchmark's name, say) comes next.
    func update(completed: Int, note: String = "") {
        state.withLock { state in
            state.progress.completed = completed
            state.progress.note = note
            state.progress.elapsed = now() - start
            guard schedule.isDue(state.progress, lastShown: state.lastShown) else { return }
            show(&state)
        }
    }

    /// Prints a message above the bar.
    func print(_ message: Message) {
        state.withLock { state in
            let text = message.rendered(Style(terminal)) + "\n"
            guard state.isOnScreen else { return write(text) }
            write(Self.erasure + text + ProgressLine(state.progress).bar(width: terminal.width - 1))
        }
    }

    /// Takes the bar off the screen; results can be printed after it.
    func finish() {
        state.withLock { state in
            if state.isOnScreen { write(Self.erasure) }
            state.isOnScreen = false
        }
    }

    private func show(_ state: inout State) {
        state.lastShown = state.progress.elapsed
        let line = ProgressLine(state.progress)
        switch schedule.mode {
        case .silent: break
        case .lines: write(line.plain + "\n")
        case .bar:
            // The last column stays free: some terminals wrap as soon as it is written to.
            write("\r" + line.bar(width: terminal.width - 1) + Self.erasureToEnd)
            state.isOnScreen = true
        }
    }

    private static let erasureToEnd = "\u{1B}[K"
    private static let erasure = "\r" + erasureToEnd
}
