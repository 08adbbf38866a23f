import Lab

/// Measures the rounds of a run that are still to be done, one after the other, and appends each to the run file.
@MainActor
struct RunSession {
    let header: RunHeader
    let worker: WorkerProcess
    let writer: RunFileWriter
    /// The longest that a round of each benchmark may last, in seconds.
    let limits: [String: Double]
    /// The rounds that the file already had.
    var rounds: [Round]
    /// Called before each round, with the number of rounds done.
    var onProgress: (_ done: Int, _ next: Round.Key) -> Void = { _, _ in }
    /// Called after a round has failed.
    var onFailure: (Round.Key, RoundFailure) -> Void = { _, _ in }

    /// A benchmark's rounds are given up after so many failed ones.
    private static let failureLimit = 2

    /// - Throws: `WorkerProcess.Interrupted`, with the finished rounds in `rounds` and in the file; `RunFileError` if
    ///   the file cannot be written.
    mutating func run() throws {
        let schedule = Schedule(
            benchmarks: header.benchmarks.map(\.name), timeRounds: header.timeRounds, countRounds: header.countRounds,
            seed: header.seed)
        var done = Set(rounds.map(\.key))
        var failures: [String: Int] = [:]
        for round in rounds { if case .failed = round.outcome { failures[round.key.benchmark, default: 0] += 1 } }
        for key in schedule.keys where !done.contains(key) {
            onProgress(done.count, key)
            let round: Round
            if failures[key.benchmark, default: 0] >= Self.failureLimit {
                let failure = RoundFailure(.skipped, detail: "\(Self.failureLimit) rounds of it had failed before")
                round = Round(key: key, outcome: .failed(failure))
            } else {
                let meter = DisturbanceMeter()
                var measured = try worker.run(key: key, plan: plan(for: key), limit: limits[key.benchmark] ?? 30)
                measured.disturbance = meter?.disturbanceSoFar()
                round = measured
            }
            try writer.append(round)
            rounds.append(round)
            done.insert(key)
            if case .failed(let failure) = round.outcome {
                failures[key.benchmark, default: 0] += 1
                if failure.reason != .skipped { onFailure(key, failure) }
            }
        }
    }

    private func plan(for key: Round.Key) -> MeasurementPlan {
        var plan = MeasurementPlan()
        plan.pass = key.pass
        plan.metrics = Set(header.metricGroups)
        plan.sampleSeconds = header.sampleSeconds
        plan.warmUpLimitSeconds = max(header.sampleSeconds / 2, 0.01)
        plan.precision = header.precision
        let name = UInt64(stableHashOf: key.benchmark)
        // Counts are to be the same in every round and run; times are to be of many inputs.
        plan.seed = key.pass == .count ? name : name ^ (header.seed &+ UInt64(key.number) &* 0x9E37_79B9_7F4A_7C15)
        return plan
    }
}
