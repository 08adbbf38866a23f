import Glibc
import Lab

/// What a parent asks of a worker: one round of one benchmark. Travels as JSON in the worker's arguments.
struct WorkerRequest: Equatable {
    /// The hidden verb that makes a program a worker.
    static let verb = "_worker"
    /// The descriptor that the worker writes its round to. Standard output is the benchmark's own.
    static let resultDescriptor: Int32 = 3

    var key: Round.Key
    var plan: MeasurementPlan
    /// The parent's clock when it started the worker, in nanoseconds of the monotonic clock.
    var startedAt: UInt64
    /// The parent's process number.
    var parent: Int32

    var json: JSONValue {
        [
            "benchmark": .string(key.benchmark), "round": JSONValue(key.number), "pass": .string(key.pass.rawValue),
            "metrics": .array(plan.metrics.map { .string($0.rawValue) }), "sampleSeconds": .number(plan.sampleSeconds),
            "warmUpLimitSeconds": .number(plan.warmUpLimitSeconds), "precision": JSONValue(finite: plan.precision),
            // Text, since a number of JSON holds 53 bits.
            "seed": .string(String(plan.seed)), "startedAt": .string(String(startedAt)),
            "parent": JSONValue(Int(parent)),
        ]
    }

    init(key: Round.Key, plan: MeasurementPlan, startedAt: UInt64, parent: Int32 = getpid()) {
        self.key = key
        self.plan = plan
        self.startedAt = startedAt
        self.parent = parent
    }

    /// Nil for anything but what `json` gives.
    init?(_ text: String) {
        guard let json = try? JSONValue(parsing: text), let benchmark = json["benchmark"]?.stringValue,
            let number = json["round"]?.intValue,
            let pass = json["pass"]?.stringValue.flatMap(MeasurementPlan.Pass.init),
            let metrics = json["metrics"]?.arrayValue,
            let sampleSeconds = json["sampleSeconds"]?.doubleValue,
            let warmUpLimitSeconds = json["warmUpLimitSeconds"]?.doubleValue,
            let seed = json["seed"]?.stringValue.flatMap({ UInt64($0) }),
            let startedAt = json["startedAt"]?.stringValue.flatMap({ UInt64($0) }),
            let parent = json["parent"]?.intValue.flatMap({ Int32(exactly: $0) })
        else { return nil }
        key = Round.Key(benchmark: benchmark, number: number, pass: pass)
        plan = MeasurementPlan()
        plan.pass = pass
        plan.metrics = Set(metrics.compactMap { $0.stringValue.flatMap(MetricGroup.init) })
        plan.sampleSeconds = sampleSeconds
        plan.warmUpLimitSeconds = warmUpLimitSeconds
        plan.precision = json["precision"]?.doubleValue
        plan.seed = seed
        self.startedAt = startedAt
        self.parent = parent
    }
}
