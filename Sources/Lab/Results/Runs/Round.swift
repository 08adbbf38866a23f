/// One line of a run file behind the header: how one round ended.
public struct Round: Sendable, Equatable {
    /// Which round of which benchmark, in which pass. A run has each once.
    public struct Key: Hashable, Sendable {
        /// The full name.
        public var benchmark: String
        /// Which of the benchmark's rounds in this pass, counted from 0.
        public var number: Int
        /// Whether the round measured time or counted.
        public var pass: MeasurementPlan.Pass

        /// The key of one round in one pass.
        public init(benchmark: String, number: Int, pass: MeasurementPlan.Pass) {
            self.benchmark = benchmark
            self.number = number
            self.pass = pass
        }
    }

    /// How a round ended: with values, or with the reason for having none.
    public enum Outcome: Sendable, Equatable {
        case measured(RoundMeasurement)
        case failed(RoundFailure)
    }

    /// What else went on while a round was measured, in processors: 0.5 is half of one, all of the time.
    public struct Disturbance: Sendable, Equatable {
        /// Used by other processes.
        public var others: Double
        /// Taken away by the hypervisor.
        public var stolen: Double

        /// Shares of a processor: 1 is one of them, all of the time.
        public init(others: Double, stolen: Double) {
            self.others = others
            self.stolen = stolen
        }
    }

    /// Which round it is.
    public var key: Key
    /// The values, or why there are none.
    public var outcome: Outcome
    /// Nil where it was not observed.
    public var disturbance: Disturbance?

    /// A round that has ended; without a disturbance, none was observed.
    public init(key: Key, outcome: Outcome, disturbance: Disturbance? = nil) {
        self.key = key
        self.outcome = outcome
        self.disturbance = disturbance
    }
}

/// Why a round gave no values.
public struct RoundFailure: Sendable, Equatable {
    /// What kind of failure it was, by its name in run files.
    public enum Reason: String, Sendable {
        /// The benchmark threw; the detail is its error.
        case threw
        /// A signal ended the worker; the detail names it.
        case crashed
        /// The worker went on past its limit.
        case timedOut = "timed-out"
        /// The worker ended before it had measured; the detail has its status.
        case exited
        /// The worker's result could not be read.
        case garbled
        /// The worker could not be started.
        case notStarted = "not-started"
        /// Earlier rounds of the benchmark had failed, so that this one was left out.
        case skipped
    }

    /// The kind of failure.
    public var reason: Reason
    /// What is known beyond the kind: an error, a signal, a status; may be empty.
    public var detail: String
    /// The last that the worker wrote to its output.
    public var output: String

    /// A failure; the output is empty unless given.
    public init(_ reason: Reason, detail: String, output: String = "") {
        self.reason = reason
        self.detail = detail
        self.output = output
    }
}

extension RoundFailure: CustomStringConvertible {
    public var description: String {
        switch reason {
        case .threw: "threw: \(detail)"
        case .crashed: "crashed: \(detail)"
        case .timedOut: "timed out: \(detail)"
        case .exited: "exited: \(detail)"
        case .garbled: "gave a result that cannot be read: \(detail)"
        case .notStarted: "was not started: \(detail)"
        case .skipped: "was left out: \(detail)"
        }
    }
}

extension Round {
    /// The round with one value a metric in place of its samples: all that comparisons are made of.
    public var withoutSamples: Round {
        guard case .measured(var measurement) = outcome else { return self }
        measurement.series = measurement.series.compactMap { series in
            series.value.map { RoundMeasurement.Series(metric: series.metric, samples: [$0]) }
        }
        measurement.latencies = nil
        return Round(key: key, outcome: .measured(measurement), disturbance: disturbance)
    }
}
