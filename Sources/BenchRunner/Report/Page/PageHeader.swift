import Lab

/// What the page is about: which runs, of what, measured when, where and how.
struct PageHeader {
    let report: Report

    /// The page's title, in words alone.
    static func title(of report: Report) -> String {
        let labels = report.runs.map(\.label)
        if !report.isComparison { return "\(labels[0]) – benchmark report" }
        return "\(labels.dropFirst().joined(separator: ", ")) against \(labels[0]) – benchmark report"
    }

    var markup: Markup {
        Markup(.header) {
            Markup(.p, [.class: "kind"]) { "Benchmark report" }
            Markup(.h1) {
                for (index, run) in report.runs.dropFirst().enumerated() {
                    if index > 0 { ", " }
                    Markup.run(run.label)
                }
                if report.isComparison { Markup(.span, [.class: "against"]) { " against " } }
                Markup.run(report.runs[0].label)
            }
            if report.isComparison { table }
            list
            Markup.list(report.runs.flatMap(notices) + report.comparisons.flatMap(\.warnings), class: "notices")
        }
    }

    private typealias Fact = (name: String, value: String, isEnvironment: Bool)

    /// What there is to know about a run, line by line. The names of the lines do not depend on the run.
    private static func facts(of run: ReportRun) -> [Fact] {
        let header = run.header
        let environment = header.environment
        var rounds = "\(header.timeRounds) timed"
        if header.countRounds > 0 { rounds += ", \(header.countRounds) counted" }
        if let precision = header.precision { rounds += ", until ±\(Notation.percent(precision))" }
        return [
            ("File", run.path, false), ("Measured", date(header.started), false),
            ("Revision", header.revision ?? "", false),
            ("Processor", environment.cpu, true), ("CPUs", "\(environment.cores)", true),
            ("Memory", ValueNotation.memory(environment.memory), false),
            ("System", "\(environment.operatingSystem), \(environment.architecture)", false),
            ("Kernel", environment.kernel, true), ("Toolchain", environment.toolchain, true),
            ("Build", environment.build, true), ("Benchmarks", "\(run.benchmarks.count)", false),
            ("Rounds", "\(rounds), \(ValueNotation.plainSeconds(header.sampleSeconds)) each", false),
            ("Seed", "\(header.seed)", false), ("Why stored", header.reason ?? "", false),
        ]
    }

    /// The lines that are the same in all runs, and those that are not, which have a value a run.
    private var shared: [Fact] {
        lines.compactMap { line in line.allSatisfy { $0.value == line[0].value } ? line[0] : nil }
    }

    private var differing: [[Fact]] { lines.filter { line in !line.allSatisfy { $0.value == line[0].value } } }

    private var lines: [[Fact]] {
        let columns = report.runs.map(Self.facts)
        return columns[0].indices.map { line in columns.map { $0[line] } }
    }

    private var list: Markup {
        Markup(.dl, [.class: "facts"]) {
            for fact in shared where !fact.value.isEmpty {
                Markup(.div) {
                    Markup(.dt) { fact.name }
                    Markup(.dd) { fact.value }
                }
            }
        }
    }

    private var table: Markup {
        Markup(.div, [.class: "scroll"]) {
            Markup(.table, [.class: "facts"]) {
                Markup(.thead) {
                    Markup(.tr) {
                        Markup(.td)
                        for (place, run) in report.runs.enumerated() {
                            Markup(.th, [.scope: "col"]) {
                                Markup(.span, [.class: "role"]) { place == 0 ? "base " : "head " }
                                Markup.run(run.label, place: place)
                            }
                        }
                    }
                }
                Markup(.tbody) {
                    for line in differing { self.line(line) }
                }
            }
        }
    }

    private func line(_ facts: [Fact]) -> Markup {
        Markup(.tr, [.class: facts[0].isEnvironment ? "differs" : nil]) {
            Markup(.th, [.scope: "row"]) {
                facts[0].name
                if facts[0].isEnvironment { Markup(.small) { " differs" } }
            }
            for fact in facts { Markup(.td) { fact.value.isEmpty ? "not recorded" : fact.value } }
        }
    }

    /// `2026-11-20T20:19:37Z` as a reader would write it; any other text as it is.
    private static func date(_ timestamp: String) -> String {
        guard timestamp.utf8.count == 20, timestamp.hasSuffix("Z"), timestamp.utf8.dropFirst(10).first == 0x54 else {
            return timestamp
        }
        return timestamp.replacing("T", with: " ").replacing("Z", with: " UTC")
    }

    /// What casts a doubt on a whole run.
    private func notices(of run: ReportRun) -> [String] {
        var notices: [String] = []
        if run.header.environment.build == "debug" {
            notices.append("\(run.label) is of a debug build; its times say nothing of a release build.")
        }
        return notices + run.warnings
    }
}
