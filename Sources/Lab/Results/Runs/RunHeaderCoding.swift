extension RunHeader {
    /// The header as the first line of a run file.
    var json: JSONValue {
        [
            "type": "run", "schema": JSONValue(Self.schema), "started": .string(started),
            "environment": environment.json, "revision": JSONValue(revision), "seed": .string(String(seed)),
            "timeRounds": JSONValue(timeRounds), "countRounds": JSONValue(countRounds),
            "sampleSeconds": .number(sampleSeconds), "precision": JSONValue(finite: precision),
            "metricGroups": .array(metricGroups.map { .string($0.rawValue) }),
            "metrics": .object(metrics.map { JSONValue.Member($0.unit.name, $0.json) }),
            "benchmarks": .array(benchmarks.map(\.json)), "reason": JSONValue(reason),
        ]
    }

    /// Reads a header line.
    ///
    /// - Throws: `FieldError` for a member that is missing or wrong, or a schema that this version does not know.
    init(_ json: JSONValue) throws(FieldError) {
        let fields = FieldReader(value: json)
        if json["type"]?.stringValue != "run" {
            throw FieldError(field: "type", problem: "is not 'run': this is not the start of a run file")
        }
        let schema = try fields.count("schema")
        if schema != Self.schema {
            throw FieldError(
                field: "schema",
                problem:
                    "is \(schema), but this version reads \(Self.schema): measure again, or use the version that wrote it"
            )
        }
        let seedText = try fields.string("seed")
        guard let seed = UInt64(seedText) else {
            throw FieldError(field: "seed", problem: "'\(seedText.prefix(40))' is not a seed")
        }
        var groups: [MetricGroup] = []
        for name in try fields.array("metricGroups") {
            guard let group = name.stringValue.flatMap(MetricGroup.init) else {
                throw FieldError(field: "metricGroups", problem: "has a group that is not known to this version")
            }
            groups.append(group)
        }
        var metrics: [Metric] = []
        let metricFields = try fields.object("metrics")
        for member in try fields.members("metrics") {
            metrics.append(try Metric(unit: member.key, metricFields.object(member.key)))
        }
        var benchmarks: [BenchmarkEntry] = []
        var names: Set<String> = []
        for (index, entry) in try fields.array("benchmarks").enumerated() {
            let entry = try BenchmarkEntry(FieldReader(value: entry, path: "benchmarks[\(index)]"))
            if !names.insert(entry.name).inserted {
                throw FieldError(field: "benchmarks[\(index)].name", problem: "'\(entry.name)' is there twice")
            }
            benchmarks.append(entry)
        }
        self.init(
            started: try fields.string("started"),
            environment: try RunEnvironment(fields.object("environment")),
            revision: try fields.optionalString("revision"), seed: seed,
            timeRounds: try fields.count("timeRounds", atMost: Self.roundLimit),
            countRounds: try fields.count("countRounds", atMost: Self.roundLimit),
            sampleSeconds: try fields.amount("sampleSeconds"), precision: try fields.optionalAmount("precision"),
            metricGroups: groups, benchmarks: benchmarks, metrics: metrics)
        reason = try fields.optionalString("reason")
    }
}

extension Metric {
    fileprivate var json: JSONValue { ["better": .string(direction.rawValue), "kind": .string(kind.rawValue)] }

    fileprivate init(unit: String, _ fields: FieldReader) throws(FieldError) {
        self.init(
            BenchmarkUnit(unit), try fields.choice("better", of: Direction.self),
            try fields.choice("kind", of: MetricKind.self))
    }
}

extension RunHeader.BenchmarkEntry {
    fileprivate var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(name)), .init("kind", .string(kind.rawValue)),
            .init("tags", .array(tags.map(JSONValue.string))),
        ]
        switch throughput {
        case .items(let count): members.append(.init("items", JSONValue(count)))
        case .bytes(let count): members.append(.init("bytes", JSONValue(count)))
        case nil: break
        }
        return .object(members)
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        var throughput: Throughput?
        if fields.value["items"] != nil { throughput = .items(try fields.count("items")) }
        if fields.value["bytes"] != nil { throughput = .bytes(try fields.count("bytes")) }
        self.init(
            name: try fields.string("name"), kind: try fields.choice("kind", of: Benchmark.Kind.self),
            tags: try fields.array("tags").compactMap(\.stringValue), throughput: throughput)
    }
}

extension RunEnvironment {
    /// The environment as it stands in a run file's header.
    public var json: JSONValue {
        [
            "cpu": .string(cpu), "cores": JSONValue(cores), "memory": JSONValue(memory), "kernel": .string(kernel),
            "architecture": .string(architecture), "operatingSystem": .string(operatingSystem),
            "toolchain": .string(toolchain), "build": .string(build),
        ]
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        self.init(
            cpu: try fields.string("cpu"), cores: try fields.count("cores"), memory: try fields.count("memory"),
            kernel: try fields.string("kernel"), architecture: try fields.string("architecture"),
            operatingSystem: try fields.string("operatingSystem"), toolchain: try fields.string("toolchain"),
            build: try fields.string("build"))
    }
}
