import Glibc

@testable import Profilers

/// A run of `FixtureSampling`: what it printed, and what was recorded of it.
struct SamplingFixture {
    /// The addresses of each kind's function.
    var ranges: [Range<UInt64>] = []
    /// CPU time by thread id, in nanoseconds.
    var threads: [Int32: UInt64] = [:]
    /// CPU time by kind.
    var spent: [UInt64] = []
    /// Other lines of a name and a number.
    var numbers: [String: Int] = [:]
    var recording: Recording

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The strict bounds need minutes.
    static let isLong = getenv("LAB_TESTS").map { String(cString: $0) } == "long"

    /// - Parameter status: How it ends, as wait tells it.
    init(_ name: String, clock: CPUProfiler.Clock = .cpu, rate: Int, seconds: Double, status: Int32 = 0) throws {
        let journal = "\(Self.temporaryDirectory)/sampling-\(getpid())-\(UInt64.random(in: 0 ... .max)).journal"
        defer { unlink(journal) }
        let output = try Self.run([name, clock.rawValue, String(rate), String(seconds), journal], expecting: status)
        recording = try Recording(journalAt: journal)
        for line in output.split(separator: "\n") {
            let words = line.split(separator: " ")
            switch words.first {
            case "range": ranges.append((UInt64(words[2]) ?? 0)..<(UInt64(words[3]) ?? 0))
            case "thread": threads[Int32(words[1]) ?? 0] = UInt64(words[2])
            case "spent": spent.append(UInt64(words[2]) ?? 0)
            default: if words.count == 2 { numbers[String(words[0])] = Int(words[1]) }
            }
        }
    }

    private static var temporaryDirectory: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// Runs the fixture beside this test's executable. Returns its output.
    private static func run(_ arguments: [String], expecting expected: Int32) throws -> String {
        guard let own = realpath("/proc/self/exe", nil) else { throw Failure(description: "no /proc") }
        defer { free(own) }
        let products = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        let command = (["/\(products)/FixtureSampling"] + arguments).joined(separator: " ")
        guard let pipe = popen("exec \(command)", "r") else { throw Failure(description: "popen: errno \(errno)") }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = fread(&buffer, 1, buffer.count, pipe)
            guard count > 0 else { break }
            output.append(contentsOf: buffer[..<count])
        }
        let status = pclose(pipe)
        let text = String(decoding: output, as: UTF8.self)
        guard status == expected else { throw Failure(description: "\(command): status \(status): \(text)") }
        return text
    }

    /// Where a sample's innermost frame lies among the kinds.
    func kind(of sample: RecordedSample) -> Int? {
        for frame in recording.frames(ofStack: sample.stack) {
            if let kind = ranges.firstIndex(where: { $0.contains(frame) }) { return kind }
        }
        return nil
    }

    /// The sums of weights by kind.
    var weights: [UInt64] {
        var sums = [UInt64](repeating: 0, count: ranges.count)
        for sample in recording.samples { if let kind = kind(of: sample) { sums[kind] += sample.weight } }
        return sums
    }

    /// The sums of weights by thread id.
    var weightsByThread: [Int32: UInt64] {
        var sums: [Int32: UInt64] = [:]
        for sample in recording.samples {
            if let thread = recording.threads[sample.thread] { sums[thread.id, default: 0] += sample.weight }
        }
        return sums
    }

    /// How far the share of each kind in the samples is from its share in what was spent.
    var shareErrors: [Double] {
        let weights = weights
        let measured = Double(weights.reduce(0, +))
        let truth = Double(spent.reduce(0, +))
        return zip(weights, spent).map { Double($0) / measured - Double($1) / truth }
    }

    /// The error that a share may have: 2 points where enough was sampled, and otherwise four standard deviations of
    /// a binomial share of 0.7.
    var shareBound: Double {
        let count = Double(recording.accounting.taken)
        return max(0.02, 4 * (0.7 * 0.3 / max(1, count)).squareRoot())
    }
}
