import Lab

/// What `compare` and `gate` have in common.
struct ComparisonArguments: ParsableArguments {
    @Option(
        name: .goStyle, help: ArgumentHelp("Compare only what this filter expression selects.", valueName: "E"))
    var filter: String?

    @Option(name: .goStyle, help: ArgumentHelp("Level of significance.", valueName: "P")) var alpha = 0.05

    @Option(name: .goStyle, help: ArgumentHelp("Confidence of the intervals.", valueName: "P")) var confidence = 0.95

    @Option(help: ArgumentHelp("The change that matters.", valueName: "D")) var threshold = Percentage(percent: 5)

    @Flag(help: "Compare the metrics too that a run records for diagnosis only, such as page faults.") var all = false

    mutating func validate() throws {
        for (name, value) in [("alpha", alpha), ("confidence", confidence)] where !(value > 0 && value < 1) {
            throw ValidationError("--\(name): '\(value)' is not between 0 and 1")
        }
    }

    var options: ComparisonOptions {
        ComparisonOptions(alpha: alpha, confidence: confidence, threshold: threshold.fraction)
    }

    func parsedFilter() throws -> Filter? {
        guard let filter else { return nil }
        do {
            return try Filter(filter)
        } catch {
            throw ValidationError("--filter: \(error)")
        }
    }

    /// Opens the inputs. Metrics for diagnosis are compared where they are asked for: by `--all`, or by a unit in the
    /// filter.
    func open(_ inputs: [ResultInput]) throws -> [ResultFile] {
        let omits = !all && !(filter?.contains(".unit") ?? false)
        return try inputs.map { try ResultFile($0, omittingDiagnostics: omits) }
    }

    func read(_ files: [ResultFile], grouping: Grouping) throws -> ComparedInputs {
        let inputs = try ComparedInputs(files, grouping: grouping, filter: parsedFilter(), options: options)
        for warning in inputs.warnings { Message.warning(Message.printable(warning)).print() }
        return inputs
    }
}
