extension SampleAccounting {
    /// One line for people: `1,234 samples (2 dropped, 0 truncated) at 99.8 of 100 Hz by thread timers; 99.9 % of 12.36 s CPU`.
    public var summary: String {
        var text =
            "\(Self.grouped(taken)) samples (\(Self.grouped(dropped)) dropped, \(Self.grouped(truncated)) truncated"
        if unreadable > 0 { text += ", \(Self.grouped(unreadable)) with unreadable callers" }
        if postponed > 0 { text += ", \(Self.grouped(postponed)) postponed" }
        if slotless > 0 { text += ", \(Self.grouped(slotless)) of unknown threads" }
        if unanswered > 0 { text += ", \(Self.grouped(unanswered)) unanswered" }
        text += ")"
        if let achievedRate {
            text += " at \(Self.fixed(achievedRate, digits: 1)) of \(requestedRate) Hz by \(mechanism.name)"
        } else {
            text += " at \(requestedRate) Hz by \(mechanism.name)"
        }
        if let coverage {
            text += "; weights are \(Self.fixed(coverage * 100, digits: 1)) % of \(Self.seconds(threadsCPU)) CPU time"
        } else {
            text += "; weights are \(Self.seconds(weight)) in \(Self.seconds(duration))"
        }
        if unsampledThreads > 0 { text += "; \(Self.grouped(unsampledThreads)) threads could not be sampled" }
        if slowThreads > 0 { text += "; \(Self.grouped(slowThreads)) threads were sampled at the kernel tick only" }
        return text
    }

    private static func seconds(_ nanoseconds: UInt64) -> String { fixed(Double(nanoseconds) * 1e-9, digits: 2) + " s" }

    private static func fixed(_ value: Double, digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
        // A damaged journal's accounts may be anything.
        guard let scaled = UInt64(exactly: (value * scale).rounded()) else { return String(value) }
        let fraction = String(scaled % UInt64(scale))
        return "\(scaled / UInt64(scale))." + String(repeating: "0", count: digits - fraction.count) + fraction
    }

    private static func grouped(_ number: UInt64) -> String {
        var digits = Array(String(number))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }
}
