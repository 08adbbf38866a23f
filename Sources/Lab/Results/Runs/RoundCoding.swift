extension Round {
    /// The round as a line of a run file. A worker writes the same line to its parent.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("type", "round"), .init("benchmark", .string(key.benchmark)), .init("round", JSONValue(key.number)),
            .init("pass", .string(key.pass.rawValue)),
        ]
        if let disturbance {
            members.append(
                .init("disturbance", ["others": .number(disturbance.others), "stolen": .number(disturbance.stolen)]))
        }
        switch outcome {
        case .failed(let failure):
            members.append(
                .init(
                    "failure",
                    [
                        "reason": .string(failure.reason.rawValue), "detail": .string(failure.detail),
                        "output": .string(failure.output),
                    ]))
        case .measured(let measurement):
            members.append(.init("iterations", JSONValue(measurement.iterationsPerSample)))
            if let startUp = measurement.startUpSeconds { members.append(.init("startUp", .number(startUp))) }
            if let warmUp = measurement.warmUp {
                members.append(
                    .init(
                        "warmUp",
                        [
                            "steady": .bool(warmUp.isSteady), "iterations": JSONValue(warmUp.iterations),
                            "seconds": .number(warmUp.seconds),
                        ]))
            }
            members.append(
                .init(
                    "samples",
                    .object(
                        measurement.series.map { .init($0.metric.unit.name, .array($0.samples.map(JSONValue.number))) })
                ))
            if let latencies = measurement.latencies { members.append(.init("latencies", latencies.json)) }
            if !measurement.notes.isEmpty {
                members.append(.init("notes", .array(measurement.notes.map(JSONValue.string))))
            }
        }
        return .object(members)
    }

    /// Reads a line of a run file.
    ///
    /// - Parameter metrics: What is known of each unit that may stand in the line.
    /// - Throws: `FieldError` for a member that is missing or wrong.
    init(_ json: JSONValue, metrics: [BenchmarkUnit: Metric]) throws(FieldError) {
        let fields = FieldReader(value: json)
        if json["type"]?.stringValue != "round" { throw FieldError(field: "type", problem: "is not 'round'") }
        key = Key(
            benchmark: try fields.string("benchmark"), number: try fields.count("round"),
            pass: try fields.choice("pass", of: MeasurementPlan.Pass.self))
        if let disturbance = try fields.optionalObject("disturbance") {
            self.disturbance = Disturbance(
                others: try disturbance.amount("others"), stolen: try disturbance.amount("stolen"))
        }
        if let failure = try fields.optionalObject("failure") {
            outcome = .failed(
                RoundFailure(
                    try failure.choice("reason", of: RoundFailure.Reason.self), detail: try failure.string("detail"),
                    output: try failure.string("output")))
            return
        }
        let iterations = try fields.count("iterations")
        if iterations == 0 { throw FieldError(field: "iterations", problem: "is 0; a sample has at least one") }
        var measurement = RoundMeasurement(
            iterationsPerSample: iterations, warmUp: nil,
            series: try Self.series(fields.members("samples"), metrics: metrics))
        measurement.startUpSeconds = try fields.optionalAmount("startUp")
        if let warmUp = try fields.optionalObject("warmUp") {
            measurement.warmUp = RoundMeasurement.WarmUp(
                isSteady: try warmUp.bool("steady"), iterations: try warmUp.count("iterations"),
                seconds: try warmUp.amount("seconds"))
        }
        if let latencies = try fields.optionalObject("latencies") {
            measurement.latencies = try LatencyHistogram(latencies)
        }
        if json["notes"] != nil { measurement.notes = try fields.array("notes").compactMap(\.stringValue) }
        outcome = .measured(measurement)
    }

    private static func series(
        _ members: [JSONValue.Member], metrics: [BenchmarkUnit: Metric]
    ) throws(FieldError) -> [RoundMeasurement.Series] {
        var series: [RoundMeasurement.Series] = []
        series.reserveCapacity(members.count)
        for member in members {
            let field = "samples.\(member.key)"
            guard let metric = metrics[BenchmarkUnit(member.key)] else {
                throw FieldError(field: field, problem: "is a unit that the header does not declare")
            }
            guard let list = member.value.arrayValue, !list.isEmpty else {
                throw FieldError(field: field, problem: "is not a list of numbers")
            }
            var samples: [Double] = []
            samples.reserveCapacity(list.count)
            for (index, element) in list.enumerated() {
                guard let sample = element.doubleValue else {
                    throw FieldError(field: "\(field)[\(index)]", problem: "is not a number")
                }
                // Only what a benchmark reports of itself may be below zero: a balance, say.
                if sample < 0, metric.isMeasuredByTheLab {
                    throw FieldError(field: "\(field)[\(index)]", problem: "is negative (\(sample))")
                }
                samples.append(sample)
            }
            series.append(RoundMeasurement.Series(metric: metric, samples: samples))
        }
        return series
    }
}

extension Round {
    /// Reads the line that a worker has written.
    ///
    /// - Throws: `JSONError` or a description of the member that is wrong.
    public init(workerLine: [UInt8], metrics: [Metric]) throws {
        let json = try workerLine.withUnsafeBytes { try JSONValue(parsing: $0) }
        try self.init(json, metrics: Dictionary(metrics.map { ($0.unit, $0) }) { first, _ in first })
    }
}

extension LatencyHistogram {
    /// The histogram with its exact ends and the buckets that are not empty, as pairs of index and count.
    fileprivate var json: JSONValue {
        [
            "min": .number(Double(minimum ?? 0)), "max": .number(Double(maximum ?? 0)), "total": .number(total),
            "buckets": .array(buckets.map { [JSONValue($0.index), .number(Double($0.count))] }),
        ]
    }

    fileprivate init(_ fields: FieldReader) throws(FieldError) {
        var buckets: [Bucket] = []
        for (place, pair) in try fields.array("buckets").enumerated() {
            guard let numbers = pair.arrayValue, numbers.count == 2, let index = numbers[0].intValue,
                let count = numbers[1].intValue, count >= 0
            else {
                throw FieldError(field: "\(fields.path).buckets[\(place)]", problem: "is not a pair of index and count")
            }
            buckets.append(Bucket(index: index, count: UInt64(count)))
        }
        do {
            try self.init(
                buckets: buckets, minimum: UInt64(fields.count("min")), maximum: UInt64(fields.count("max")),
                total: fields.amount("total"))
        } catch let error as FieldError {
            throw error
        } catch {
            throw FieldError(field: fields.path, problem: "is not a histogram: \(error)")
        }
    }
}
