import Lab

/// The inputs of a report, the base first, with names short enough for a page.
struct ReportInputs {
    let files: [ResultInput]

    /// - Throws: `ValidationError` for a file that cannot be read, with the nearest name, and for a baseline that is not
    ///   there.
    init(runs: [String], baseline: String?, store: BaselineStore) throws {
        var inputs: [ResultInput] = []
        for (argument, input) in zip(runs, ResultInput.parse(runs)) {
            if input.path == "-" { throw ValidationError("RUN: a report is made of files; '-' is none") }
            try Self.check(input.path, as: "RUN")
            inputs.append(
                ResultInput(label: argument.contains("=") ? input.label : Self.shortName(input.path), path: input.path))
        }
        if let baseline { inputs.insert(try Self.baseline(baseline, in: store), at: 0) }
        files = Self.told(inputs)
    }

    /// Where the page goes unless told otherwise: beside the last run, under its name.
    var defaultTarget: String {
        guard let path = files.last?.path else { return "report.html" }
        return (path.hasSuffix(Self.suffix) ? String(path.dropLast(Self.suffix.count)) : path) + ".html"
    }

    private static let suffix = ".jsonl"

    private static func check(_ path: String, as name: String) throws {
        do {
            _ = try InputFile.read(argument: path)
        } catch ArgumentProblem.because(let reason) {
            throw ValidationError("\(name): \(path.quoted): \(reason)")
        }
    }

    private static func baseline(_ text: String, in store: BaselineStore) throws -> ResultInput {
        let path = try store.pathOfBaseline(text)
        return ResultInput(label: path == text ? shortName(text) : text, path: path)
    }

    /// `results/head.jsonl` as `head`.
    private static func shortName(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        return name.hasSuffix(suffix) && name.count > suffix.count ? String(name.dropLast(suffix.count)) : name
    }

    /// The inputs with a name each: where two have the same, their paths; where even these are, numbers.
    private static func told(_ inputs: [ResultInput]) -> [ResultInput] {
        func counts(_ inputs: [ResultInput]) -> [String: Int] {
            Dictionary(inputs.map { ($0.label, 1) }, uniquingKeysWith: +)
        }
        let short = counts(inputs)
        var result = inputs.map { short[$0.label] == 1 ? $0 : ResultInput(label: $0.path, path: $0.path) }
        let long = counts(result)
        var numbers: [String: Int] = [:]
        for index in result.indices where long[result[index].label] != 1 {
            let label = result[index].label
            numbers[label, default: 0] += 1
            result[index].label = "\(label) (\(numbers[label, default: 0]))"
        }
        return result
    }
}
