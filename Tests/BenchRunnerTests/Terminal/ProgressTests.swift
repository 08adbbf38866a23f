import Synchronization
import Testing

@testable import BenchRunner

@Suite("Progress")
struct ProgressTests {
    private func progress(_ completed: Int, of total: Int, after elapsed: Duration, note: String = "") -> Progress {
        Progress(title: "measuring", completed: completed, total: total, elapsed: elapsed, note: note)
    }

    @Test("the time left goes on as the time so far")
    func remaining() {
        #expect(progress(1, of: 4, after: .seconds(10)).remaining == .seconds(30))
        #expect(progress(4, of: 4, after: .seconds(10)).remaining == .zero)
        #expect(progress(0, of: 4, after: .seconds(10)).remaining == nil)
        #expect(progress(1, of: 0, after: .seconds(10)).remaining == nil)
    }

    @Test(
        "a bar fills its line and leaves out what has no room",
        arguments: [
            (80, "measuring [=======>                    ]  25% 2/8 30s left  list/sort"),
            (60, "measuring [=======>                    ]  25% 2/8 30s left"),
            (66, "measuring [=======>                    ]  25% 2/8 30s left  list…"),
            (40, "measuring [==>       ]  25% 2/8 30s left"),
            (30, "measuring 25% 2/8 30s left"),
            (20, "measuring 25% 2/8 …"),
        ])
    func bar(width: Int, expected: String) {
        let line = ProgressLine(progress(2, of: 8, after: .seconds(10), note: "list/sort")).bar(width: width)
        #expect(line == expected)
    }

    @Test("a bar is full at the end and empty at the start")
    func ends() {
        #expect(
            ProgressLine(progress(8, of: 8, after: .seconds(8))).bar(width: 60)
                == "measuring [============================] 100% 8/8 0s left")
        #expect(
            ProgressLine(progress(0, of: 8, after: .seconds(8))).bar(width: 60)
                == "measuring [>                           ]   0% 0/8")
    }

    @Test("no bar is wider than its line, whatever the names")
    func neverTooWide() {
        for width in 19...120 {
            for note in ["", "list/sort", "größe/📦📦📦📦📦📦📦📦📦📦📦📦📦📦📦📦", String(repeating: "x", count: 500)] {
                for completed in [0, 3, 1000] {
                    let line = ProgressLine(progress(completed, of: 1000, after: .seconds(7200), note: note)).bar(
                        width: width)
                    #expect(line.reduce(0) { $0 + ($1.isASCII ? 1 : $1 == "…" ? 1 : 2) } <= width)
                }
            }
        }
    }

    @Test("a log gets whole sentences")
    func plain() {
        #expect(
            ProgressLine(progress(2, of: 8, after: .seconds(100), note: "list/sort")).plain
                == "measuring: 2 of 8 (25%), about 5m00s left, list/sort")
        #expect(ProgressLine(progress(0, of: 8, after: .zero)).plain == "measuring: 0 of 8 (0%)")
    }

    @Test(
        "times have two units at most",
        arguments: [(0.0, "0s"), (7.2, "8s"), (59.5, "1m00s"), (125, "2m05s"), (3600, "1h00m"), (36_540, "10h09m")])
    func times(seconds: Double, text: String) {
        #expect(ProgressLine.text(.seconds(seconds)) == text)
    }

    @Test("a bar appears for work of more than two seconds, as soon as that is foreseen")
    func patience() {
        let schedule = ProgressSchedule(mode: .bar)
        #expect(!schedule.isDue(progress(1, of: 2, after: .milliseconds(500)), lastShown: nil))
        #expect(schedule.isDue(progress(1, of: 10, after: .milliseconds(500)), lastShown: nil))
        #expect(!schedule.isDue(progress(1, of: 100, after: .milliseconds(100)), lastShown: nil))
        #expect(!schedule.isDue(progress(0, of: 10, after: .milliseconds(1900)), lastShown: nil))
        #expect(schedule.isDue(progress(0, of: 10, after: .seconds(2)), lastShown: nil))
    }

    @Test("a bar is redrawn at most ten times a second, a log line written every ten seconds")
    func rates() {
        let bar = ProgressSchedule(mode: .bar)
        #expect(!bar.isDue(progress(1, of: 2, after: .milliseconds(5099)), lastShown: .seconds(5)))
        #expect(bar.isDue(progress(1, of: 2, after: .milliseconds(5100)), lastShown: .seconds(5)))
        let lines = ProgressSchedule(mode: .lines)
        #expect(!lines.isDue(progress(1, of: 2, after: .milliseconds(9999)), lastShown: nil))
        #expect(lines.isDue(progress(1, of: 2, after: .seconds(10)), lastShown: nil))
        #expect(!lines.isDue(progress(1, of: 2, after: .seconds(19)), lastShown: .seconds(10)))
        #expect(!ProgressSchedule(mode: .silent).isDue(progress(1, of: 2, after: .seconds(99)), lastShown: nil))
    }

    @Test("messages go above the bar, and the end erases it")
    func screen() {
        let screen = Screen()
        let terminal = Terminal(isTerminal: true, columns: 41) { _ in nil }
        let bar = ProgressBar("work", total: 4, terminal: terminal, now: { screen.time }, write: { screen.write($0) })
        bar.update(completed: 0)
        #expect(screen.text == "")
        bar.print(.note("early"))
        #expect(screen.text == "\u{1B}[2mnote: \u{1B}[0mearly\n")
        screen.clear(at: .seconds(3))
        bar.update(completed: 1, note: "a")
        #expect(screen.text == "\rwork [====>           ]  25% 1/4 9s left\u{1B}[K")
        screen.clear(at: .seconds(4))
        bar.print(.note("late"))
        #expect(screen.text == "\r\u{1B}[K\u{1B}[2mnote: \u{1B}[0mlate\nwork [====>           ]  25% 1/4 9s left")
        screen.clear(at: .seconds(5))
        bar.finish()
        bar.finish()
        #expect(screen.text == "\r\u{1B}[K")
    }

    @Test("a log gets no control characters")
    func log() {
        let screen = Screen()
        let terminal = Terminal(isTerminal: false, columns: nil) { _ in nil }
        let bar = ProgressBar("work", total: 4, terminal: terminal, now: { screen.time }, write: { screen.write($0) })
        for second in 1...25 {
            screen.time = .seconds(second)
            bar.update(completed: 1)
        }
        bar.finish()
        #expect(screen.text == "work: 1 of 4 (25%), about 30s left\nwork: 1 of 4 (25%), about 1m00s left\n")
    }

    /// A clock to set and a screen to read.
    private final class Screen: Sendable {
        private let state = Mutex((time: Duration.zero, text: ""))
        var time: Duration {
            get { state.withLock { $0.time } }
            set { state.withLock { $0.time = newValue } }
        }
        var text: String { state.withLock { $0.text } }
        func write(_ more: String) { state.withLock { $0.text += more } }
        func clear(at time: Duration) { state.withLock { $0 = (time, "") } }
    }
}
