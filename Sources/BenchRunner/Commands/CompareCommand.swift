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

    @Argument(help: ArgumentHelp("Run files or Go benchmark text.", valueName: "INPUT"), completion: .file)
    var inputs: [String]

    @OptionGroup var comparison: ComparisonArguments

    @Option(name: .goStyle, help: ArgumentHelp("Separate results into tables by these keys.", valueName: "P"))
    var table = ".config"

    @Option(name: .goStyle, help: ArgumentHelp("Separate results into rows by these keys.", valueName: "P"))
    var row = ".fullname"

    @Option(name: .goStyle, help: ArgumentHelp("Separate results into columns by these keys.", valueName: "P"))
    var col = ".file"

    @Option(name: .goStyle, help: ArgumentHelp("Leave these keys out of account.", valueName: "KEYS"))
    var ignore = ""

    @Option(name: .goStyle, help: ArgumentHelp("How to print.", valueName: "F")) var format = Format.text

    @Flag(help: "Print JSON: the same as --format json.") var json = false

    func run() throws {
        let grouping: Grouping
        do {
            grouping = try Grouping(table: table, row: row, column: col, ignore: ignore)
        } catch {
            throw ValidationError("\(error)")
        }
        let files = try comparison.open(ResultInput.parse(inputs))
        let compared = try comparison.read(files, grouping: grouping)
        if compared.tables.tables.isEmpty { Message.warning("the filter selects nothing").print() }
        switch json ? .json : format {
        case .text: print(compared.tables.text(), terminator: "")
        case .csv: print(compared.tables.csv(), terminator: "")
        case .markdown: print(compared.tables.markdown(), terminator: "")
        case .json: print(compared.json.text(.indented))
        }
    }
}
