import Glibc
import Lab

/// Runs rounds in fresh processes of one program and brings their results back.
struct WorkerProcess {
    /// The program that measures: this one, or another with the same command line.
    let executable: String
    /// The preload library for counting rounds; nil where there is none.
    let preloadLibrary: String?
    /// Every metric that a round may report.
    let metrics: [Metric]
    let interruption: Interruption
    /// Where workers put their temporary files.
    let temporaryDirectory: TemporaryDirectory

    /// The most that is read of a worker's result.
    static let resultLimit = 64 << 20

    /// The round was cut short by a signal to this program.
    struct Interrupted: Error {}

    /// Measures a round; whatever goes wrong with the worker is a failed round.
    ///
    /// - Parameters:
    ///   - profile: What the worker is to record while the body runs.
    ///   - limit: The worker is ended after this many seconds.
    /// - Throws: `Interrupted`.
    func run(
        key: Round.Key, plan: MeasurementPlan, profile: WorkerProfile? = nil, limit: Double
    ) throws(Interrupted) -> Round {
        let request = WorkerRequest(key: key, plan: plan, profile: profile, startedAt: MonotonicClock.now())
        let child: ChildProcess
        do {
            child = try ChildProcess(
                executable: executable, arguments: [executable, WorkerRequest.verb, request.json.text()],
                environment: environment(pass: plan.pass), resultDescriptor: WorkerRequest.resultDescriptor,
                // On several, what a task group allocates depends on which thread gets which of its tasks: dispatch
                // keeps a cache of its own objects for each thread. It would depend on the machine's size as well.
                usesOneProcessor: plan.pass == .count)
        } catch {
            return Round(key: key, outcome: .failed(RoundFailure(.notStarted, detail: "\(error)")))
        }
        var pipes = WorkerPipes(child)
        let ending = try pipes.follow(child, limit: limit, interruption: interruption)
        return Round(key: key, outcome: outcome(key: key, ending: ending, pipes: pipes, limit: limit))
    }

    private func outcome(
        key: Round.Key, ending: WorkerPipes.Ending, pipes: WorkerPipes, limit: Double
    ) -> Round.Outcome {
        let output = pipes.output
        func failed(_ reason: RoundFailure.Reason, _ detail: String) -> Round.Outcome {
            .failed(RoundFailure(reason, detail: detail, output: output.lastText))
        }
        switch ending {
        case .tooMuchOutput: return failed(.garbled, "more than \(Self.resultLimit >> 20) MiB")
        case .limitReached: return failed(.timedOut, "no result within its time limit of \(Self.seconds(limit))")
        case .ended(.signalled(let signal)):
            let signal = SignalName.describe(signal)
            return failed(.crashed, output.fatalError.map { "\($0); \(signal)" } ?? signal)
        case .ended(.exited(let status)):
            // A worker that has measured ends with 0; what another status leaves behind is not to be trusted.
            guard !pipes.result.isEmpty, status == 0 else {
                return failed(.exited, "the worker ended with status \(status) before it had given its result")
            }
            do {
                let round = try Round(workerLine: pipes.result, metrics: metrics)
                guard round.key == key else { return failed(.garbled, "it is of another round") }
                if case .failed(var failure) = round.outcome {
                    failure.output = output.lastText
                    return .failed(failure)
                }
                return round.outcome
            } catch {
                return failed(.garbled, "\(error)")
            }
        }
    }

    /// `0.3 s`: to the millisecond, without the digits that binary fractions have beyond.
    private static func seconds(_ limit: Double) -> String { "\((limit * 1_000).rounded() / 1_000) s" }

    private func environment(pass: MeasurementPlan.Pass) -> [String] {
        var variables = ProcessEnvironment.current
        // A crash is reported by its signal and message; drawing a backtrace takes seconds, which other rounds wait for.
        variables["SWIFT_BACKTRACE"] = "enable=no"
        variables["TMPDIR"] = temporaryDirectory.path
        if pass == .count, let preloadLibrary {
            variables["LD_PRELOAD"] = [preloadLibrary, variables["LD_PRELOAD"]].compactMap { $0 }.joined(separator: ":")
            // The order of a dictionary's elements, and with it what walking them allocates, is otherwise new each time.
            variables["SWIFT_DETERMINISTIC_HASHING"] = "1"
        }
        return variables.map { "\($0.key)=\($0.value)" }
    }
}

/// What a worker has written so far.
struct WorkerPipes {
    enum Ending {
        case ended(ChildProcess.Status)
        case limitReached
        case tooMuchOutput
    }

    private(set) var result: [UInt8] = []
    private(set) var output = WorkerOutput()
    private let resultEnd: FileDescriptor
    private let outputEnd: FileDescriptor

    init(_ child: ChildProcess) {
        resultEnd = child.result
        outputEnd = child.output
    }

    /// Reads until the worker has ended, and ends it where it has to be.
    mutating func follow(
        _ child: ChildProcess, limit: Double, interruption: Interruption
    ) throws(WorkerProcess.Interrupted) -> Ending {
        let deadline = MonotonicClock.now() + UInt64(min(max(limit, 0), Self.longestLimit) * 1e9)
        while true {
            var waits = [resultEnd, outputEnd, child.ending, interruption.descriptor]
                .map { pollfd(fd: $0.number, events: Int16(POLLIN), revents: 0) }
            // A pipe that was closed is always readable; only the worker's end counts.
            if resultIsClosed { waits[0].fd = -1 }
            if outputIsClosed { waits[1].fd = -1 }
            let now = MonotonicClock.now()
            let milliseconds = now >= deadline ? 0 : Int32(clamping: (deadline - now) / 1_000_000 + 1)
            let count = poll(&waits, UInt(waits.count), milliseconds)
            if count < 0, errno != EINTR { break }
            if waits[3].revents != 0, interruption.check() {
                end(child)
                throw WorkerProcess.Interrupted()
            }
            let hasEnded = waits[2].revents != 0
            if waits[0].revents != 0 { readResult() }
            if waits[1].revents != 0 { readOutput() }
            if result.count > WorkerProcess.resultLimit {
                end(child)
                return .tooMuchOutput
            }
            if hasEnded {
                drain()
                // What the worker has started and left behind ends with it. Before it is waited for: until then its
                // number, which is its group's as well, cannot be another's.
                child.end()
                return .ended(child.wait())
            }
            if MonotonicClock.now() >= deadline {
                end(child)
                return .limitReached
            }
        }
        end(child)
        return .limitReached
    }

    private var resultIsClosed = false
    private var outputIsClosed = false

    /// A limit beyond a year is none; in nanoseconds it has to fit the clock.
    private static let longestLimit = 365.0 * 86_400

    private func end(_ child: ChildProcess) {
        child.end()
        _ = child.wait()
    }

    private mutating func readResult() {
        guard let bytes = resultEnd.readSome(), !bytes.isEmpty else {
            resultIsClosed = true
            return
        }
        result += bytes
    }

    private mutating func readOutput() {
        guard let bytes = outputEnd.readSome(), !bytes.isEmpty else {
            outputIsClosed = true
            return
        }
        output.append(bytes)
    }

    /// Reads what is still in the pipes. Waits for nothing: a process that the worker left behind may hold them open.
    private mutating func drain() {
        func isReadable(_ descriptor: FileDescriptor) -> Bool {
            var wait = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
            return poll(&wait, 1, 0) > 0
        }
        while !resultIsClosed, result.count <= WorkerProcess.resultLimit, isReadable(resultEnd) { readResult() }
        // Bounded, since a process left behind may go on printing.
        for _ in 0..<64 where !outputIsClosed && isReadable(outputEnd) { readOutput() }
    }
}
