import Testing

@testable import Lab

@Suite("The table of a run")
struct RunTableTests {
    private static func text(_ operations: [SyntheticRun.Operation], rounds: Int = 6) throws -> String {
        var run = SyntheticRun(operations: operations)
        run.rounds = rounds
        return RunTable(RunSummary(try Run(contents: run.text, file: "x"))).text()
    }

    @Test("times have units and intervals, counts are whole")
    func columns() throws {
        let text = try Self.text([.init("list", allocations: 12), .init("order", seconds: 0.25, allocations: 40)])
        let lines = text.split(separator: "\n").map { $0.split { $0 == " " } }
        #expect(lines[0] == ["benchmark", "time/op", "allocs/op"])
        #expect(lines[1][0] == "list" && (lines[1][1].hasSuffix("µs") || lines[1][1].hasSuffix("ns")))
        #expect(lines[1][2] == "±" && lines[1][4] == "12")
        #expect(lines[2][1].hasSuffix("ms") && lines[2][4] == "40")
    }

    @Test("too few rounds have no interval")
    func few() throws {
        #expect(try Self.text([.init("list")], rounds: 2).contains("± ∞"))
    }

    @Test("a benchmark that failed is told below, with its reason on one line")
    func failed() throws {
        let text = try Self.text([
            .init("list"), .init("broken", failure: .init(.threw, detail: "no such table:\n\u{1B}[2Jorders")),
        ])
        #expect(text.contains("\nbroken: failed in 6 rounds, threw: no such table:  [2Jorders\n"))
    }

    @Test("metrics that benchmarks report of themselves have columns, and any numbers can be shown")
    func custom() throws {
        var run = try Run(contents: SyntheticRun.text(benchmarks: 3, rounds: 6, seed: 1), file: "x")
        let hits = Metric("hits", .higherIsBetter)
        run.header.metrics.append(hits)
        for index in run.rounds.indices {
            guard case .measured(var measurement) = run.rounds[index].outcome else { continue }
            let extremes: [Double] = [0, -1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, -0x1p63, 12]
            measurement.series.append(.init(metric: hits, samples: [extremes[run.rounds[index].key.number]]))
            measurement.series[0].samples = [index.isMultiple(of: 2) ? 1e-300 : 1e300]
            run.rounds[index].outcome = .measured(measurement)
        }
        #expect(RunTable(RunSummary(run)).text().split(separator: "\n")[0].hasSuffix("hits"))
    }
}
