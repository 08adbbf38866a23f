import Lab

/// How measuring a benchmark went, in words.
enum MeasurementCourse {
    static func sentences(_ rounds: BenchmarkRounds) -> [String] {
        var sentences: [String] = []
        if let warmUp = warmUp(rounds.warmUps) { sentences.append(warmUp) }
        if let iterations = median(rounds.iterationsPerSample.map(Double.init)) {
            let startUp = median(rounds.startUps).map {
                ", first measured \(ValueNotation.seconds($0)) after the start"
            }
            sentences.append("\(count(iterations)) a sample\(startUp ?? "")")
        }
        return sentences
    }

    private static func warmUp(_ warmUps: [RoundMeasurement.WarmUp]) -> String? {
        guard let seconds = median(warmUps.map(\.seconds)),
            let iterations = median(warmUps.map { Double($0.iterations) })
        else { return nil }
        let steady = warmUps.count(where: \.isSteady)
        let rounds = ValueNotation.count(warmUps.count, "round")
        let outcome =
            switch steady {
            case warmUps.count: "steady in all of \(rounds)"
            case 0: "not steady when its limit ended it, in all of \(rounds)"
            default: "steady in \(steady) of \(rounds), in the others ended by its limit"
            }
        return "Warm-up: \(outcome); \(ValueNotation.seconds(seconds)), "
            + "\(count(iterations)) (medians)"
    }

    private static func count(_ iterations: Double) -> String {
        "\(Notation.plain(iterations.rounded()))\u{A0}iteration\(iterations == 1 ? "" : "s")"
    }

    private static func median(_ values: [Double]) -> Double? { Quantile.median(sorted: values.sorted()) }
}
