import Lab
import Testing

@Suite("What gate judges against")
struct GateBaselineTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.write("base.jsonl", Inputs.run.text)
        try bench.write("head.jsonl", Inputs.laterRun.text)
        for name in ["main", "release-1.0"] {
            let outcome = try bench("baseline", "save", name, "base.jsonl")
            try #require(outcome.status == 0, "\(outcome.errors)")
        }
        return bench
    }

    @Test("a name is that of a stored baseline, a path that of a file")
    func nameAndFile() throws {
        let bench = try bench()
        for baseline in ["main", "release-1.0", "base.jsonl", "./base.jsonl", "Baselines/main.jsonl"] {
            #expect(try bench("gate", "head.jsonl", "--baseline", baseline).status == 0, "\(baseline)")
        }
    }

    @Test("a stored baseline goes before a file that happens to have its name, unless a path is given")
    func ambiguity() throws {
        let bench = try bench()
        try bench.write("main", "the makings of a program")
        #expect(try bench("gate", "head.jsonl", "--baseline", "main").status == 0)
        let outcome = try bench("gate", "head.jsonl", "--baseline", "./main")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("./main: no benchmark results"))
    }

    @Test("another folder is looked into where one is given")
    func directory() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "main", "base.jsonl", "--directory", "other").status == 0)
        #expect(try bench("gate", "head.jsonl", "--baseline", "main", "--directory", "other").status == 0)
        #expect(try bench("gate", "head.jsonl", "--baseline", "main", "--directory", "none").status == 2)
    }

    @Test(
        "a wrong baseline is a usage error that says what there is",
        arguments: [
            ("mian", "no baseline 'mian' in Baselines; did you mean 'main'?"),
            ("release", "no baseline 'release' in Baselines; did you mean 'release-1.0'?"),
            ("other", "no baseline 'other' in Baselines: there are main, release-1.0"),
            ("bsae.jsonl", "no such file or directory; did you mean 'base.jsonl'?"),
            ("results/x.jsonl", "--baseline 'results/x.jsonl': no such file or directory"),
            ("Baselines", "is a directory, not a file"),
            ("../x", "--baseline '../x': no such file or directory"),
            ("", "a path cannot be empty"),
        ])
    func wrongName(baseline: String, message: String) throws {
        let outcome = try bench()("gate", "head.jsonl", "--baseline", baseline)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test(
        "wrong usage is told with the option or argument that is wrong",
        arguments: [
            (["gate"], "HEAD"), (["gate", "head.jsonl"], "--baseline"),
            (["gate", "haed.jsonl", "--baseline", "main"], "did you mean 'head.jsonl'?"),
            (["gate", "head.jsonl", "--baseline", "main", "--treshold", "5%"], "--threshold"),
            (["gate", "head.jsonl", "--baseline", "main", "--threshold", "0.05"], "a percentage such as 5% or 0.5%"),
            (["gate", "head.jsonl", "--baseline", "main", "--threshold", "-5%"], "a percentage such as 5% or 0.5%"),
            (["gate", "head.jsonl", "--baseline", "main", "--threshold", "nan"], "a percentage such as 5% or 0.5%"),
            (["gate", "head.jsonl", "--baseline", "main", "--alpha", "0"], "not between 0 and 1"),
            (["gate", "head.jsonl", "--baseline", "main", "--confidence", "95"], "not between 0 and 1"),
            (["gate", "head.jsonl", "--baseline", "main", "--require", "al"], "did you mean 'all'?"),
            (["gate", "head.jsonl", "--baseline", "main", "--format", "jsn"], "did you mean 'json'?"),
            (["gate", "head.jsonl", "--baseline", "main", "--filter", "a AND"], "--filter"),
            (["gate", "head.jsonl", "--baseline", "main", "--ignore", "/("], "-ignore"),
            (["gate", "-", "--baseline", "-"], "standard input ('-') can be read only once"),
            (["gate", ".", "--baseline", "main"], "is a directory, not a file"),
        ])
    func usage(arguments: [String], message: String) throws {
        let outcome = try bench().run(arguments)
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
    }

    @Test("metrics for diagnosis are judged where they are asked for")
    func diagnostics() throws {
        let bench = try Bench()
        func text(_ seed: UInt64, _ faults: Double) -> String {
            var run = Inputs.run
            run.seed = seed
            return String(decoding: run.text, as: UTF8.self)
                .replacing(
                    #""sec/op":{"#, with: #""minor-faults/op":{"better":"lower","kind":"statistical"},"sec/op":{"#
                )
                .replacing(#""sec/op":["#, with: #""minor-faults/op":[\#(faults)],"sec/op":["#)
        }
        try bench.write("base.jsonl", text(1, 10))
        try bench.write("head.jsonl", text(2, 20))
        #expect(try bench("gate", "head.jsonl", "--baseline", "base.jsonl").status == 0)
        let all = try bench("gate", "head.jsonl", "--baseline", "base.jsonl", "--all")
        #expect(all.status == 1)
        #expect(all.output.contains("shop/list minor-faults/op: regressed by +100 %"))
        let one = try bench("gate", "head.jsonl", "--baseline", "base.jsonl", "--filter", ".unit:minor-faults/op")
        #expect(one.status == 1)
    }
}
