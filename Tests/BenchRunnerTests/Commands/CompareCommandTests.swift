import Lab
import Testing

@Suite("compare")
struct CompareCommandTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.write("old.jsonl", Inputs.run.text)
        try bench.write("new.jsonl", GateStatusTests.slower.text)
        try bench.write("elsewhere.jsonl", Inputs.elsewhere.text)
        return bench
    }

    @Test("a regression is no failure: compare shows, gate judges")
    func status() throws {
        let outcome = try bench()("compare", "old.jsonl", "new.jsonl")
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output.contains("shop/order") && outcome.output.contains("+9."))
    }

    @Test(
        "wrong usage is told with the option or argument that is wrong",
        arguments: [
            (["compare"], "missing: INPUT"),
            (["compare", "odl.jsonl"], "did you mean 'old.jsonl'?"),
            (["compare", "base=odl.jsonl"], "did you mean 'old.jsonl'?"),
            (["compare", "old.jsonl", "-", "-"], "standard input ('-') can be read only once"),
            (["compare", "old.jsonl", "--row", "("], "-row"),
            (["compare", "old.jsonl", "--col", ".fil"], "-col"),
            (["compare", "old.jsonl", "--table", "a@b"], "-table"),
            (["compare", "old.jsonl", "--filter", "a:"], "--filter"),
            (["compare", "old.jsonl", "-alpha", "1.5"], "not between 0 and 1"),
            (["compare", "old.jsonl", "-confidence", "0"], "not between 0 and 1"),
            (["compare", "old.jsonl", "--format", "cvs"], "did you mean 'csv'?"),
            (["compare", "old.jsonl", "--filtre", "x"], "did you mean '--filter'?"),
        ])
    func usage(arguments: [String], message: String) throws {
        let outcome = try bench().run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("a file with '=' in its name can be given with a label, as the error says")
    func equalsSign() throws {
        let bench = try bench()
        try bench.write("n=5.jsonl", Inputs.run.text)
        let outcome = try bench("compare", "n=5.jsonl")
        #expect(outcome.status == 2)
        #expect(
            outcome.errors.contains("what stands before '=' is a label; for the file of this name, write run=n=5.jsonl")
        )
        #expect(try bench("compare", "run=n=5.jsonl").status == 0)
    }

    @Test("a filter that selects nothing is an error: nothing printed would look like no difference")
    func emptySelection() throws {
        let outcome = try bench()("compare", "old.jsonl", "new.jsonl", "--filter", "shop/lsit")
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("nothing is selected of 72 results"))
    }

    @Test("runs of unlike machines stand in tables of their own, and a warning says how to compare them")
    func apart() throws {
        let bench = try bench()
        let apart = try bench("compare", "old.jsonl", "elsewhere.jsonl")
        #expect(apart.status == 0)
        #expect(!apart.output.contains("vs base"))
        #expect(apart.errors.contains("there is nothing to compare"))
        #expect(apart.errors.contains("--ignore cpu,kernel"))
        let together = try bench("compare", "old.jsonl", "elsewhere.jsonl", "--ignore", "cpu,kernel")
        #expect(together.output.contains("vs base"))
        #expect(together.errors.isEmpty)
        // Asked for or not, there is no verdict on times of unlike machines.
        let json = try JSONValue(
            parsing: bench("compare", "old.jsonl", "elsewhere.jsonl", "--ignore", "cpu,kernel", "--json").output)
        let verdicts = (json["comparisons"]?.arrayValue ?? []).map {
            [$0["kind"]?.stringValue, $0["verdict"]?.stringValue]
        }
        #expect(
            verdicts.filter { $0[0] == "statistical" } == Array(repeating: ["statistical", "unresolved"], count: 3))
        #expect(verdicts.filter { $0[0] == "exact" } == Array(repeating: ["exact", "equivalent"], count: 3))
    }

    @Test("columns may be what the user names: another machine is then the question and no obstacle")
    func columns() throws {
        let outcome = try bench()(
            "compare", "old.jsonl", "elsewhere.jsonl", "--col", "kernel", "--ignore", "cpu,.file", "--json")
        #expect(outcome.status == 0)
        let json = try JSONValue(parsing: outcome.output)
        #expect(json["columns"] == ["1.0", "2.0"])
        for comparison in json["comparisons"]?.arrayValue ?? [] { #expect(comparison["verdict"] == "equivalent") }
    }

    @Test("JSON has the members of the contract, with every digit")
    func contract() throws {
        let json = try JSONValue(parsing: bench()("compare", "old.jsonl", "new.jsonl", "--json").output)
        #expect(json["schema"] == 1 && json["alpha"] == 0.05 && json["confidence"] == 0.95)
        #expect(json["columns"] == ["old.jsonl", "new.jsonl"])
        let comparisons = try #require(json["comparisons"]?.arrayValue)
        #expect(comparisons.count == 6)
        let order = try #require(comparisons.first { $0["benchmark"] == "shop/order" && $0["unit"] == "sec/op" })
        #expect(order["configuration"]?["goos"] == "linux")
        #expect(order["verdict"] == "regressed" && order["warnings"] == [])
        // The medians of ten values, found here by sorting them.
        for (side, run) in [("base", Inputs.run), ("head", GateStatusTests.slower)] {
            let parsed = try Run(contents: run.text, file: "run")
            let values = parsed.rounds.compactMap { round -> Double? in
                guard round.key.benchmark == "shop/order", round.key.pass == .time,
                    case .measured(let measurement) = round.outcome
                else { return nil }
                return measurement.series[0].samples[0]
            }.sorted()
            let summary = try #require(order[side])
            #expect(summary["n"] == 10)
            #expect(summary["centre"] == .number((values[4] + values[5]) / 2))
            // Order statistics 2 and 9 of 10: 1 − 2·(1 + 10)/2¹⁰.
            #expect(summary["low"] == .number(values[1]) && summary["high"] == .number(values[8]))
            #expect(summary["confidence"] == 0.978515625)
        }
        let change = try #require(order["change"]?.doubleValue)
        let (base, head) = (order["base"]?["centre"]?.doubleValue ?? 0, order["head"]?["centre"]?.doubleValue ?? 0)
        #expect(change == head / base - 1)
        // All of ten above all of ten: 2 of the 20!/(10!·10!) = 184,756 ways.
        #expect(order["p"] == .number(2.0 / 184_756))
        #expect(abs((order["adjustedP"]?.doubleValue ?? 0) - 3 * 2.0 / 184_756) < 1e-18)
        let counts = try #require(comparisons.first { $0["unit"] == "allocs/op" })
        #expect(counts["p"] == .null && counts["adjustedP"] == .null && counts["kind"] == "exact")
        let geomeans = try #require(json["geomean"]?.arrayValue)
        #expect(geomeans.map { $0["unit"] } == ["sec/op", "allocs/op"])
        #expect(geomeans[0]["change"]?.doubleValue != nil && geomeans[1]["base"] == .null)
    }

    @Test("bounds that are infinite are null")
    func infiniteBounds() throws {
        let bench = try bench()
        try bench.write("few.jsonl", Inputs.run.changed { $0.rounds = 2 }.text)
        let json = try JSONValue(parsing: bench("compare", "a=few.jsonl", "b=few.jsonl", "--json").output)
        let time = try #require(json["comparisons"]?.arrayValue?.first { $0["unit"] == "sec/op" })
        #expect(time["base"]?["low"] == .null && time["base"]?["high"] == .null && time["base"]?["centre"] != .null)
        #expect(time["low"] == .null && time["high"] == .null && time["verdict"] == "unresolved")
    }
}
