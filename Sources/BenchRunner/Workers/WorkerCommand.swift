import CLinux
import Glibc
import Lab

/// Measures one round in this process and writes it to the parent. Not shown to users.
struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: WorkerRequest.verb, abstract: "Measure one round (used by 'run').", shouldDisplay: false)

    @Argument(help: "The round, as JSON.")
    var request: String

    func run() async throws {
        guard let request = WorkerRequest(request) else { throw ValidationError("this is no request for a round") }
        // A parent that was killed cannot end its workers any more; one that was killed before this call sends no signal.
        _ = clinux_set_parent_death_signal(SIGKILL)
        if getppid() != request.parent { _exit(1) }
        let outcome = await Self.measure(request)
        write(Round(key: request.key, outcome: outcome))
        // Not `exit`: handlers that the benchmark's code has registered are no part of the round.
        fflush(nil)
        _exit(0)
    }

    /// On the main actor, as a program's own main is, so that a body may use what belongs to it.
    @MainActor
    private static func measure(_ request: WorkerRequest) async -> Round.Outcome {
        guard let entry = BenchmarkProgram.current.entry(named: request.key.benchmark) else {
            return .failed(RoundFailure(.notStarted, detail: "this program has no benchmark of that name"))
        }
        do {
            var startUp: Double?
            let profiler = try request.profile.map(BodyProfiler.init)
            var measurement = try await Sampler.measure(entry.benchmark, plan: request.plan, observer: profiler) {
                startUp = Double(MonotonicClock.now() &- request.startedAt) * 1e-9
            }
            try profiler?.stop()
            // Under the preload library, starting is not what it is without.
            if request.plan.pass == .time { measurement.startUpSeconds = startUp }
            return .measured(measurement)
        } catch {
            return .failed(RoundFailure(.threw, detail: "\(error)"))
        }
    }

    private func write(_ round: Round) {
        let line = Array((round.json.text() + "\n").utf8)
        var written = 0
        while written < line.count {
            let count = line[written...].withUnsafeBytes {
                Glibc.write(WorkerRequest.resultDescriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            // The parent is gone; nobody waits for the rest.
            if count <= 0 { return }
            written += count
        }
    }
}
