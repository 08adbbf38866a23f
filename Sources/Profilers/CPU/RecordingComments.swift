extension Recording {
    /// What a profile says about how it was made, a line each.
    var comments: [String] {
        var lines = [accounting.summary]
        let command = ([process.executable] + process.arguments.dropFirst()).joined(separator: " ")
        lines.append("process \(process.id): \(command)")
        lines.append(
            "\(accounting.threads) threads used \(accounting.threadsCPU) ns of CPU time, the process \(accounting.processCPU) ns,"
                + " of which the sampler \(accounting.samplerCPU) ns; samples stand for \(accounting.weight) ns,"
                + " none for \(accounting.residue) ns")
        if !isComplete {
            lines.append("the journal was not completed: its process was killed, or samples could not be written")
        }
        return lines
    }
}
