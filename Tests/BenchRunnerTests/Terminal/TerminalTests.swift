import Testing

@testable import BenchRunner

@Suite("What a stream leads to")
struct TerminalTests {
    private func terminal(_ isTerminal: Bool, columns: Int? = nil, _ environment: [String: String] = [:]) -> Terminal {
        Terminal(isTerminal: isTerminal, columns: columns) { environment[$0] }
    }

    @Test("a terminal has colours and redraws, a file neither")
    func interactive() {
        #expect(terminal(true).isInteractive)
        #expect(terminal(true).allowsColour)
        #expect(!terminal(false).isInteractive)
        #expect(!terminal(false).allowsColour)
    }

    @Test("NO_COLOR takes colours away if it is not empty, and nothing else")
    func noColour() {
        #expect(!terminal(true, ["NO_COLOR": "1"]).allowsColour)
        #expect(terminal(true, ["NO_COLOR": "1"]).isInteractive)
        #expect(terminal(true, ["NO_COLOR": ""]).allowsColour)
    }

    @Test("a dumb terminal and a CI service do not redraw lines")
    func dumb() {
        #expect(!terminal(true, ["TERM": "dumb"]).isInteractive)
        #expect(!terminal(true, ["TERM": "dumb"]).allowsColour)
        #expect(!terminal(true, ["CI": "true"]).isInteractive)
        #expect(terminal(true, ["CI": "false"]).isInteractive)
    }

    @Test("the width is what the terminal says, else COLUMNS, else 80, within reason")
    func width() {
        #expect(terminal(true, columns: 120, ["COLUMNS": "90"]).width == 120)
        #expect(terminal(true, columns: 0, ["COLUMNS": "90"]).width == 90)
        #expect(terminal(false, ["COLUMNS": "x"]).width == 80)
        #expect(terminal(false, ["COLUMNS": "-4"]).width == 80)
        #expect(terminal(true, columns: 3).width == 20)
        #expect(terminal(true, columns: 1_000_000).width == 1000)
    }

    @Test("text is marked up only where colours are allowed")
    func style() {
        #expect(Style(isColoured: true)(.bad, "x") == "\u{1B}[31mx\u{1B}[0m")
        #expect(Style.plain(.bad, "x") == "x")
        #expect(Style(isColoured: true)(.bad, "") == "")
    }

    @Test("a message of two lines is set under its label")
    func message() {
        #expect(Message.warning("a\nb").rendered() == "warning: a\n         b")
        #expect(Message.error("a").rendered(Style(isColoured: true)) == "\u{1B}[31merror: \u{1B}[0ma")
    }
}
