import CProfilers
import Glibc

extension CPUProfiler {
    /// Which time samples follow.
    public enum Clock: String, Sendable, CaseIterable {
        /// CPU time of each thread, in user and kernel mode.
        case cpu
        /// Elapsed time of each thread, wherever it is: running or blocked.
        case wall
    }

    /// How samples are taken, and where they go.
    public struct Options: Sendable {
        public var clock: Clock
        /// Samples a second and thread, 1…10,000.
        public var rate: Int
        /// The most frames of a stack that are kept, 4…2,048: of a deeper one, the innermost and the outermost.
        public var frameLimit: Int
        /// The file that samples are appended to while they are taken, made anew; nil for memory.
        public var journalPath: String?
        /// Takes no samples until `CPUProfiler.resume()`.
        public var startsPaused: Bool

        /// Defaults that cost a thread less than half a percent.
        public init(
            clock: Clock = .cpu, rate: Int = 100, frameLimit: Int = 512, journalPath: String? = nil,
            startsPaused: Bool = false
        ) {
            self.clock = clock
            self.rate = rate
            self.frameLimit = frameLimit
            self.journalPath = journalPath
            self.startsPaused = startsPaused
        }

        func check() throws {
            guard (1...10_000).contains(rate) else {
                throw CPUProfilerError.outOfRange(option: "rate", value: rate, range: 1...10_000)
            }
            guard (4...2_048).contains(frameLimit) else {
                throw CPUProfilerError.outOfRange(option: "frame limit", value: frameLimit, range: 4...2_048)
            }
        }

        func openJournal() throws -> Int32 {
            let descriptor =
                if let journalPath {
                    open(journalPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
                } else {
                    lab_memory_file("profile")
                }
            guard descriptor >= 0 else {
                throw CPUProfilerError.unwritable(path: journalPath ?? "memory", errno: errno)
            }
            return descriptor
        }
    }
}
