import Lab

/// `bench compare BASE HEAD`.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Compare two or more runs as benchstat does.",
        discussion: """
            Inputs are run files and Go benchmark text in any mix; '-' is standard input, and 'label=path' gives a \
            column a name. Medians, intervals and tests are benchstat's; see docs/statistics.md for where they differ \
            and why.
            """,
        examples: [
            .init("compare old.jsonl new.jsonl", "Two runs side by side."),
            .init("compare base=old.txt head=new.jsonl --filter '.unit:sec/op'", "Go text against a run; times only."),
            .init("compare run.jsonl --col /variant", "One run, its variants side by side."),
            .init("compare old.jsonl new.jsonl --format json", "For programs."),
        ])

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text, csv, markdown, json
    }

    @Argument(help: ArgumentHelp("Run files or Go benchmark text.", valueName: "INPUT"))
    var inputs: [LabelledPath]

    @OptionGroup var comparison: ComparisonArguments

    @Option(
        name: .goStyle,
        help: ArgumentHelp("Separate results into tables by these keys; .config where nothing is said.", valueName: "P")
    )
    var table: String?

    @Option(name: .goStyle, help: ArgumentHelp("Separate results into rows by these keys.", valueName: "P"))
    var row = ".fullname"

    @Option(name: .goStyle, help: ArgumentHelp("Separate results into columns by these keys.", valueName: "P"))
    var col = ".file"

    @Option(name: .goStyle, help: ArgumentHelp("How to print.", valueName: "F")) var format = Format.text

    @Flag(help: "Print JSON: the same as --format json.") var json = false

    func run() throws {
        // Before files are read, which may take a while.
        _ = try grouping(table: table ?? ".config")
        let files = try comparison.open(ResultInput.parse(inputs.map(\.argument)))
        if let empty = files.first(where: { $0.run?.measuredCount == 0 }) {
            throw ValidationError("nothing was measured in \(empty.input.path)")
        }
        let compared = try comparison.read(files, grouping: grouping(table: table ?? defaultTable(of: files)))
        for label in compared.labels.uniqued {
            for failure in compared.failures(of: label) {
                Message.warning(Message.printable("\(label): \(failure.benchmark) \(failure.reason)")).print()
            }
        }
        try check(compared)
        switch json ? .json : format {
        case .text: print(compared.tables.text(), terminator: "")
        case .csv:
            let (text, warnings) = compared.tables.csv()
            print(text, terminator: "")
            for warning in warnings { Message.warning(Message.printable(warning)).print() }
        case .markdown: print(compared.tables.markdown(), terminator: "")
        case .json: print(compared.json.text(.indented))
        }
    }

    private func grouping(table: String) throws -> Grouping {
        try comparison.grouping(table: table, row: row, column: col, ignore: comparison.ignore)
    }

    /// The keys that tell tables apart unless the user names some. Run files say more of themselves than Go's text: in a
    /// mixture, what only the one kind records would part everything.
    private func defaultTable(of files: [ResultFile]) -> String {
        let isMixture = files.contains { $0.run == nil } && files.contains { $0.run != nil }
        guard isMixture else { return ".config" }
        let taken = [row, col, comparison.ignore ?? ""].flatMap { $0.split { $0 == "," || $0 == " " }.map(String.init) }
        return ["goos", "goarch", "cpu"].filter { !taken.contains($0) }.joined(separator: ",")
    }

    /// Nothing to print is an error, and nothing to compare must not look like no difference.
    private func check(_ compared: ComparedInputs) throws {
        if compared.tables.tables.isEmpty {
            throw NothingToCompare(
                description: comparison.filter == nil
                    ? "nothing was measured in \(compared.labels.joined(separator: ", "))"
                    : "nothing is selected of \(compared.resultCount) results; see --filter and the lists of values")
        }
        guard compared.labels.count > 1, !compared.hasPairs else { return }
        let keys = compared.differingKeys
        let hint =
            keys.isEmpty
            ? ""
            : "\nthe inputs differ in \(keys.joined(separator: ", ")); to compare all the same, --ignore \(keys.joined(separator: ","))"
        Message.warning("no benchmark is in two columns of one table: there is nothing to compare\(hint)").print()
    }
}

/// Inputs that can be read, and have nothing to compare.
private struct NothingToCompare: Error, CustomStringConvertible {
    let description: String
}

extension [String] {
    /// The elements without repetitions, in their order.
    fileprivate var uniqued: [String] {
        var seen: Set<String> = []
        return filter { seen.insert($0).inserted }
    }
}
