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
    /// What to record while the body runs; nil for nothing.
    var profile: WorkerProfile?
    /// The parent's clock when it started the worker, in nanoseconds of the monotonic clock.
    var startedAt: UInt64
    /// The parent's process number.
    var parent: Int32

    var json: JSONValue {
        var members: JSONValue = [
            "benchmark": .string(key.benchmark), "round": JSONValue(key.number), "pass": .string(key.pass.rawValue),
            "metrics": .array(plan.metrics.map { .string($0.rawValue) }), "sampleSeconds": .number(plan.sampleSeconds),
            "warmUpLimitSeconds": .number(plan.warmUpLimitSeconds), "precision": JSONValue(finite: plan.precision),
            // Text, since a number of JSON holds 53 bits.
            "seed": .string(String(plan.seed)), "startedAt": .string(String(startedAt)),
            "parent": JSONValue(Int(parent)), "wantedSamples": JSONValue(plan.wantedSamples),
        ]
        if let profile, case .object(let list) = members {
            members = .object(list + [.init("profile", profile.json)])
        }
        return members
    }

    init(
        key: Round.Key, plan: MeasurementPlan, profile: WorkerProfile? = nil, startedAt: UInt64,
        parent: Int32 = getpid()
    ) {
        self.key = key
        self.plan = plan
        self.profile = profile
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
            let parent = json["parent"]?.intValue.flatMap({ Int32(exactly: $0) }),
            let wantedSamples = json["wantedSamples"]?.intValue
        else { return nil }
        if let json = json["profile"] {
            guard let profile = WorkerProfile(json) else { return nil }
            self.profile = profile
        }
        key = Round.Key(benchmark: benchmark, number: number, pass: pass)
        plan = MeasurementPlan()
        plan.pass = pass
        plan.metrics = Set(metrics.compactMap { $0.stringValue.flatMap(MetricGroup.init) })
        plan.sampleSeconds = sampleSeconds
        plan.warmUpLimitSeconds = warmUpLimitSeconds
        plan.precision = json["precision"]?.doubleValue
        plan.seed = seed
        plan.wantedSamples = wantedSamples
        self.startedAt = startedAt
        self.parent = parent
    }
}
