import Lab
import Testing

@Suite("What compare, gate and baseline print")
struct OutputTests {
    /// One of everything: slower, faster, one allocation more, an allocation where there was none, missing, new, failed.
    private func bench() throws -> Bench {
        let bench = try Bench()
        var base = Inputs.run
        base.operations += [
            .init("shop/*_[removed]|", allocations: 3), .init("shop/broken", seconds: 1e-3, allocations: 5),
            .init("shop/faster", seconds: 8e-6, allocations: 2_345),
        ]
        var head = Inputs.laterRun
        head["shop/list"].seconds *= 1.1
        head["shop/list"].allocations = 13
        head["shop/history"].allocations = 2
        head.operations += [
            .init("shop/new", allocations: 1), .init("shop/faster", seconds: 4e-6, allocations: 2_345),
            .init("shop/broken", failure: .init(.threw, detail: "no such table:\norders")),
        ]
        try bench.write("base.jsonl", base.text)
        try bench.write("head.jsonl", head.text)
        try bench.write("same.jsonl", base.changed { $0.seed = 3 }.text)
        try bench.write("few.jsonl", base.changed { $0.rounds = 3 }.text)
        try bench.write("elsewhere.jsonl", Inputs.elsewhere.text)
        try bench.write("base.txt", Inputs.goText(of: base.changed { $0.operations.remove(at: 3) }))
        return bench
    }

    @Test(
        "compare prints what it printed",
        arguments: [
            ("compare.txt", ["base.jsonl", "head.jsonl"]),
            ("compare.csv", ["base.jsonl", "head.jsonl", "--format", "csv"]),
            ("compare.md", ["base.jsonl", "head.jsonl", "-format=markdown"]),
            ("compare.json", ["base.jsonl", "head.jsonl", "--json"]),
            ("compare-few.json", ["few.jsonl", "few=few.jsonl", "--format", "json", "--filter", "shop/list"]),
            ("compare-three.txt", ["a=base.jsonl", "b=same.jsonl", "c=head.jsonl", "--filter", ".unit:sec/op"]),
            ("compare-mixed.txt", ["base.txt", "head.jsonl"]),
            ("compare-one.txt", ["base.jsonl"]),
            ("compare-apart.txt", ["base.jsonl", "elsewhere.jsonl", "--filter", "shop/list"]),
        ])
    func compare(file: String, arguments: [String]) throws {
        let outcome = try bench().run(["compare"] + arguments)
        #expect(outcome.status == 0)
        GoldenFile(file).expect(outcome.output + outcome.errors.marked)
    }

    @Test(
        "gate prints what it printed",
        arguments: [
            ("gate.txt", ["head.jsonl", "--baseline", "base.jsonl"], 1),
            ("gate.csv", ["head.jsonl", "--baseline", "base.jsonl", "--format", "csv"], 1),
            ("gate.md", ["head.jsonl", "--baseline", "base.jsonl", "--format", "markdown"], 1),
            ("gate.json", ["head.jsonl", "--baseline", "base.jsonl", "--format", "json"], 1),
            ("gate-passed.txt", ["same.jsonl", "--baseline", "base.jsonl"], 0),
            ("gate-elsewhere.txt", ["elsewhere.jsonl", "--baseline", "base.jsonl"], 4),
            ("gate-elsewhere.json", ["elsewhere.jsonl", "--baseline", "base.jsonl", "--json"], 4),
            ("gate-nothing.txt", ["elsewhere.jsonl", "--baseline", "base.jsonl", "--filter", "x"], 4),
            ("gate-nothing.json", ["elsewhere.jsonl", "--baseline", "base.jsonl", "--filter", "x", "--json"], 4),
        ])
    func gate(file: String, arguments: [String], status: Int32) throws {
        let outcome = try bench().run(["gate"] + arguments)
        #expect(outcome.status == status)
        GoldenFile(file).expect(outcome.output + outcome.errors.marked)
    }

    @Test("baseline prints what it printed")
    func baseline() throws {
        let bench = try bench()
        for (name, file, reason) in [("main", "base.jsonl", "first"), ("release-1.0", "elsewhere.jsonl", nil)] {
            let outcome = try bench.run(
                ["baseline", "save", name, file] + (reason.map { ["--reason", $0] } ?? []))
            #expect(outcome.status == 0)
            GoldenFile("baseline-save-\(name).txt").expect(outcome.output + outcome.errors.marked)
        }
        for (file, arguments) in [
            ("baseline-list.txt", ["list"]), ("baseline-list.json", ["list", "--json"]),
            ("baseline-show.txt", ["show", "main"]), ("baseline-show.json", ["show", "release-1.0", "--json"]),
        ] {
            let outcome = try bench.run(["baseline"] + arguments)
            #expect(outcome.status == 0)
            GoldenFile(file).expect(outcome.output + outcome.errors.marked)
        }
    }
}

extension String {
    /// Standard error below standard output, told from it; nothing where there is none.
    fileprivate var marked: String { isEmpty ? "" : "--- standard error ---\n\(self)" }
}
