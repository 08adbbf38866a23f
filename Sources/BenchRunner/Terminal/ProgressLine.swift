/// How far a task is.
struct Progress: Sendable, Equatable {
    var title: String
    var completed = 0
    var total: Int
    var elapsed: Duration = .zero
    /// What is being done right now.
    var note = ""

    /// From 0 to 1; 0 for a task without steps.
    var fraction: Double { total > 0 ? min(max(Double(completed) / Double(total), 0), 1) : 0 }

    /// The time left if the rest goes on as so far; nil before the first step is done.
    var remaining: Duration? {
        guard completed > 0, total > 0 else { return nil }
        return elapsed * (1 / fraction - 1)
    }
}

/// Progress as one line of text.
struct ProgressLine {
    private let progress: Progress

    init(_ progress: Progress) { self.progress = progress }

    /// For a log: `measuring: 12 of 80 (15%), about 2m05s left, list/sort`.
    var plain: String {
        let left = progress.remaining.map { ", about \(Self.text($0)) left" } ?? ""
        let note = progress.note.isEmpty ? "" : ", \(progress.note)"
        return "\(progress.title): \(count(" of ")) (\(percent))\(left)\(note)"
    }

    /// For a terminal: `measuring [=====>     ]  15% 12/80 2m05s left  list/sort`, at most `width` columns.
    ///
    /// What has no room is left out, the note first, then the bar; a note is cut before it is left out.
    func bar(width: Int) -> String {
        let left = progress.remaining.map { " \(Self.text($0)) left" } ?? ""
        let percent = String(repeating: " ", count: max(0, 4 - percent.count)) + percent
        let head = progress.title + " "
        let tail = "\(percent) \(count("/"))\(left)"
        let columns = Self.columns(head) + Self.columns(tail)
        let barWidth = min(30, width - columns - 1)
        guard barWidth >= 5 else { return Self.cut(head + tail.drop { $0 == " " }, to: width) }
        let line = head + drawing(barWidth) + " " + tail
        let room = width - Self.columns(line) - 2
        return progress.note.isEmpty || room < 4 ? line : line + "  " + Self.cut(progress.note, to: room)
    }

    private var percent: String { "\(Int(progress.fraction * 100))%" }

    private func count(_ separator: String) -> String { "\(progress.completed)\(separator)\(progress.total)" }

    /// Brackets included.
    private func drawing(_ width: Int) -> String {
        let inner = width - 2
        let filled = Int(progress.fraction * Double(inner))
        let tip = filled < inner ? ">" : ""
        let blanks = String(repeating: " ", count: inner - filled - tip.count)
        return "[" + String(repeating: "=", count: filled) + tip + blanks + "]"
    }

    /// A time in two units at most: `8s`, `2m05s`, `1h02m`.
    static func text(_ duration: Duration) -> String {
        let seconds = max(0, Int((duration / .seconds(1)).rounded(.up)))
        let twoDigits = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        if seconds < 60 { return "\(seconds)s" }
        if seconds < 3600 { return "\(seconds / 60)m\(twoDigits(seconds % 60))s" }
        return "\(seconds / 3600)h\(twoDigits(seconds / 60 % 60))m"
    }

    /// Columns on the screen, where a character beyond ASCII may take two: a line that is too short does no harm, one
    /// that is too long wraps and can no longer be erased.
    private static func columns(_ text: String) -> Int { text.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }

    private static func cut(_ text: String, to width: Int) -> String {
        if columns(text) <= width { return text }
        var result = ""
        var used = 2
        for character in text {
            used += character.isASCII ? 1 : 2
            if used > width { break }
            result.append(character)
        }
        return result + "…"
    }
}
