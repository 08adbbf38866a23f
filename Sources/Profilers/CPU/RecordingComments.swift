extension Recording {
    /// What a profile says about how it was made, a line each.
    var comments: [String] {
        var lines = [accounting.summary]
        let command = ([process.executable] + process.arguments.dropFirst()).joined(separator: " ")
        lines.append("process \(process.id): \(Self.shortened(command))")
        if !isComplete {
            lines.append("the journal was not completed: its process was killed, or samples could not be written")
        }
        return lines
    }

    /// Arguments can be a whole program; a profile is not where anybody looks for them.
    private static func shortened(_ command: String) -> String {
        let limit = 240
        return command.count > limit ? command.prefix(limit - 1) + "…" : command
    }
}
