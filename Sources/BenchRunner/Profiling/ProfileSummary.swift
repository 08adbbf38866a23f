import Lab
import Profilers

/// What a profile holds, and how far it can be trusted: what was taken, what was lost, and what it stands for.
struct ProfileSummary: Equatable {
    var kind: ProfileKind
    /// Samples a second and thread.
    var askedRate: Int
    var counts = RecordedCounts()
    var processes = 0
    /// Profiled processes that had not ended when the profile was written.
    var running: [Int32] = []
    /// Profiled processes that have ended without completing their record.
    var incomplete = 0
    /// From start to end, in seconds.
    var seconds: Double = 0
    /// CPU time of the whole command as the kernel has it, in seconds; nil where that is not known.
    var commandCPUSeconds: Double?
    var files: [String] = []
    /// How the command ended; nil for a benchmark.
    var ending: Ending?

    struct Ending: Equatable {
        var status: Int32
        var signal: Int32?
    }

    /// A line or two for people, and what to type next.
    func text(tool: String) -> String {
        var lines = [
            "\(Self.number(counts.samples, "sample")) of \(Self.number(processes, "process")) in \(Self.time(seconds))"
                + rate + losses
        ]
        lines.append(share)
        if !running.isEmpty {
            let some = running.prefix(8).map(String.init).joined(separator: ", ") + (running.count > 8 ? ", …" : "")
            lines.append(
                "\(Self.number(running.count, "process")) still run\(running.count == 1 ? "s" : "") (\(some)): "
                    + "the profile has what was recorded until now")
        }
        if incomplete > 0 {
            lines.append(
                "the record of \(Self.number(incomplete, "process")) has no end (killed, or a disk that was full): "
                    + "the profile has what was written until then")
        }
        if let signal = ending?.signal {
            lines.append(
                "the command was ended by \(SignalName.describe(signal)); what was recorded until then is kept")
        }
        for file in files.prefix(20) { lines.append("wrote \(file)") }
        if files.count > 20 { lines.append("wrote \(files.count - 20) more") }
        if let file = files.first {
            let file = file.quotedForShell
            lines.append("next: \(tool) top \(file)  or  \(tool) flame \(file)")
        }
        return lines.joined(separator: "\n")
    }

    private var rate: String {
        guard let achieved = counts.achievedRate else { return ", \(askedRate) a second and thread" }
        return ", \(Self.decimal(achieved, 1)) a second and thread (\(askedRate) asked)"
    }

    private var losses: String {
        var losses = ", \(counts.dropped) dropped, \(counts.truncated) truncated"
        if counts.postponed > 0 { losses += ", \(counts.postponed) postponed" }
        if counts.unreadable > 0 { losses += ", \(counts.unreadable) with callers that could not be found" }
        return losses
    }

    private var share: String {
        let weight = Self.time(counts.weightSeconds)
        guard kind == .cpu else { return "they stand for \(weight) of the threads' time" }
        let known = counts.threadSeconds
        if !counts.isTimeKnown {
            let all = commandCPUSeconds.map { "; the command used \(Self.time($0)) in all" } ?? ""
            return "they stand for \(weight) of CPU time\(all)"
        }
        var text = "they stand for \(weight) of \(Self.time(known)) CPU time"
        if known > 0 { text += " (\(Self.decimal(100 * counts.weightSeconds / known, 1)) %)" }
        // What no sampler saw: start-up, and processes that were not profiled.
        if let commandCPUSeconds, commandCPUSeconds > known {
            text += "; the command used \(Self.time(commandCPUSeconds)) in all"
        }
        return text
    }

    private static func number(_ count: Int, _ noun: String) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(noun)\(noun.hasSuffix("s") ? "es" : "s")"
    }

    static func time(_ seconds: Double) -> String {
        if seconds >= 100 { return "\(decimal(seconds, 0)) s" }
        if seconds >= 0.1 || seconds == 0 { return "\(decimal(seconds, 2)) s" }
        return "\(decimal(seconds * 1_000, 1)) ms"
    }

    /// With a fixed number of digits behind the point.
    static func decimal(_ value: Double, _ digits: Int) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled != 0 ? "−" : ""
        if digits == 0 { return "\(sign)\(scaled)" }
        let fraction = String(scaled % scale)
        return "\(sign)\(scaled / scale).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }

    var json: JSONValue {
        [
            "schema": 1, "kind": .string(kind.rawValue), "askedRate": JSONValue(askedRate),
            "achievedRate": JSONValue(finite: counts.achievedRate), "samples": JSONValue(counts.samples),
            "dropped": JSONValue(counts.dropped), "truncated": JSONValue(counts.truncated),
            "unreadable": JSONValue(counts.unreadable), "postponed": JSONValue(counts.postponed),
            "weightSeconds": .number(counts.weightSeconds), "threadSeconds": .number(counts.threadSeconds),
            "commandCPUSeconds": JSONValue(finite: commandCPUSeconds), "seconds": .number(seconds),
            "processes": JSONValue(processes), "incomplete": JSONValue(incomplete),
            "running": .array(running.map { JSONValue(Int($0)) }), "files": .array(files.map(JSONValue.string)),
            "status": ending.map { JSONValue(Int($0.status)) } ?? .null,
            "signal": ending?.signal.map { JSONValue(Int($0)) } ?? .null,
        ]
    }
}

/// What samplers counted, summed over processes.
struct RecordedCounts: Equatable {
    var samples = 0
    var dropped = 0
    var truncated = 0
    /// Samples whose stack ends before its root.
    var unreadable = 0
    /// Signals whose time is in the weight of a later sample.
    var postponed = 0
    /// What the samples stand for, in seconds.
    var weightSeconds: Double = 0
    /// CPU time of the sampled threads, in seconds.
    var threadSeconds: Double = 0
    /// Samples of CPU time; a wall-clock sample may stand for many ticks of a thread that is blocked.
    private var cpuSamples = 0
    /// A process that is killed does not come to say what time its threads have used.
    private(set) var isTimeKnown = true

    init() {}

    init(_ accounting: SampleAccounting, isComplete: Bool = true) {
        isTimeKnown = isComplete
        samples = Int(clamping: accounting.taken)
        dropped = Int(clamping: accounting.dropped)
        truncated = Int(clamping: accounting.truncated)
        unreadable = Int(clamping: accounting.unreadable)
        postponed = Int(clamping: accounting.postponed)
        weightSeconds = Double(accounting.weight) * 1e-9
        threadSeconds = Double(accounting.threadsCPU) * 1e-9
        cpuSamples = accounting.clock == .cpu ? samples : 0
    }

    /// Samples a second of the threads' CPU time; nil where there was none, and for a wall clock.
    var achievedRate: Double? {
        isTimeKnown && threadSeconds > 0 && cpuSamples > 0 ? Double(cpuSamples) / threadSeconds : nil
    }

    static func += (sum: inout RecordedCounts, other: RecordedCounts) {
        sum.samples += other.samples
        sum.dropped += other.dropped
        sum.truncated += other.truncated
        sum.unreadable += other.unreadable
        sum.postponed += other.postponed
        sum.weightSeconds += other.weightSeconds
        sum.threadSeconds += other.threadSeconds
        sum.cpuSamples += other.cpuSamples
        sum.isTimeKnown = sum.isTimeKnown && other.isTimeKnown
    }
}
