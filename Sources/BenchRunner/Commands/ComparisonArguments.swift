import Lab

/// What `compare` and `gate` have in common.
struct ComparisonArguments: ParsableArguments {
    @Option(
        name: .goStyle, help: ArgumentHelp("Compare only what this filter expression selects.", valueName: "E"))
    var filter: String?

    @Option(name: .goStyle, help: ArgumentHelp("Level of significance.", valueName: "P")) var alpha = 0.05

    @Option(name: .goStyle, help: ArgumentHelp("Confidence of the intervals.", valueName: "P")) var confidence = 0.95

    @Option(help: ArgumentHelp("The least change that matters.", valueName: "D")) var threshold = Percentage(percent: 5)

    @Option(name: .goStyle, help: ArgumentHelp("Leave these keys out of account.", valueName: "KEYS"))
    var ignore: String?

    @Flag(help: "Compare the metrics too that a run records for diagnosis only, such as page faults.") var all = false

    mutating func validate() throws {
        for (name, value) in [("alpha", alpha), ("confidence", confidence)] where !(value > 0 && value < 1) {
            throw ValidationError("--\(name): '\(value)' is not between 0 and 1")
        }
    }

    /// - Throws: `ValidationError` for a projection that cannot be read.
    func grouping(table: String, row: String = ".fullname", column: String = ".file", ignore: String?) throws
        -> Grouping
    {
        do {
            return try Grouping(table: table, row: row, column: column, ignore: ignore ?? "")
        } catch {
            throw ValidationError("\(error)")
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
    ///
    /// - Throws: `ValidationError` for a wrong filter, before anything is read; what reading the inputs throws.
    func open(_ inputs: [ResultInput]) throws -> [ResultFile] {
        _ = try parsedFilter()
        if inputs.count(where: { $0.path == "-" }) > 1 {
            throw ValidationError("standard input ('-') can be read only once")
        }
        let omits = !all && !(filter?.contains(".unit") ?? false)
        return try inputs.map { try ResultFile($0, omittingDiagnostics: omits) }
    }

    /// Reads what was opened, and tells what was left out of it.
    func read(_ files: [ResultFile], grouping: Grouping) throws -> ComparedInputs {
        let inputs = try ComparedInputs(files, grouping: grouping, filter: parsedFilter(), options: options)
        for warning in inputs.warnings { Message.warning(Message.printable(warning)).print() }
        return inputs
    }
}

/// The path of an input of results: a file that is there, or `-` for standard input.
struct ResultPath: ExpressibleByArgument {
    let path: String

    init?(argument: String) {
        guard let path = try? Self.read(argument: argument) else { return nil }
        self = path
    }

    private init(path: String) { self.path = path }

    static var expectation: String { InputFile.expectation }
    static var defaultCompletionKind: CompletionKind { .file }

    static func read(argument: String) throws -> ResultPath {
        ResultPath(path: argument == "-" ? argument : try InputFile.read(argument: argument).path)
    }
}

/// An input of `compare`: a path as for ``ResultPath``, or `label=path`.
struct LabelledPath: ExpressibleByArgument {
    /// As typed.
    let argument: String

    init?(argument: String) {
        guard let path = try? Self.read(argument: argument) else { return nil }
        self = path
    }

    private init(checked argument: String) { self.argument = argument }

    static var expectation: String { InputFile.expectation }
    static var defaultCompletionKind: CompletionKind { .file }

    static func read(argument: String) throws -> LabelledPath {
        for input in ResultInput.parse([argument]) {
            do {
                _ = try ResultPath.read(argument: input.path)
            } catch ArgumentProblem.because(let reason) where input.path != argument {
                guard InputFile(argument: argument) != nil else { throw ArgumentProblem.because(reason) }
                throw ArgumentProblem.because(
                    "what stands before '=' is a label; for the file of this name, write run=\(argument)")
            }
        }
        return LabelledPath(checked: argument)
    }
}
