import Glibc
import Lab
import Testing

@Suite("Stored baselines")
struct BaselineCommandTests {
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.write("run.jsonl", Inputs.run.changed { $0.samples = 21 }.text)
        return bench
    }

    @Test("a run and its own baseline are equal in every number")
    func equalToItsRun() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "main", "run.jsonl").status == 0)
        let stored = "Baselines/main.jsonl"
        // Both against a third run, with all the digits.
        try bench.write("head.jsonl", Inputs.laterRun.text)
        for arguments in [
            ["compare", "X", "head.jsonl", "--json", "--all"], ["gate", "head.jsonl", "--baseline", "X", "--json"],
            ["compare", "base=X", "head.jsonl"],
        ] {
            let outputs = try ["run.jsonl", stored].map { path in
                try bench.run(arguments.map { $0.replacing("X", with: path) }).output.replacing(path, with: "X")
            }
            #expect(outputs[0] == outputs[1])
            #expect(!outputs[0].isEmpty)
        }
        let gate = try bench("gate", "run.jsonl", "--baseline", "main", "--format", "csv")
        #expect(gate.status == 0)
        let lines = gate.output.split(separator: "\n").dropFirst()
        #expect(lines.count == 6)
        for line in lines { #expect(line.split(separator: ",", omittingEmptySubsequences: false)[5] == "0", "\(line)") }
    }

    @Test("a baseline keeps one value a round, and the same run always gives the same file")
    func content() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "a", "run.jsonl").status == 0)
        let lines = String(decoding: Inputs.run.text, as: UTF8.self).split(separator: "\n").map(String.init)
        try bench.write("run.jsonl", ([lines[0]] + lines.dropFirst().reversed()).map { $0 + "\n" }.joined())
        #expect(try bench("baseline", "save", "b", "run.jsonl").status == 0)
        #expect(bench.read("Baselines/a.jsonl") == bench.read("Baselines/b.jsonl"))
        let run = try Run(contents: #require(bench.read("Baselines/a.jsonl")), file: "a")
        for round in run.rounds {
            guard case .measured(let measurement) = round.outcome else { continue }
            #expect(measurement.series.allSatisfy { $0.samples.count == 1 })
        }
    }

    @Test("a baseline can be saved again, in place of itself, from itself")
    func overwriting() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "main", "run.jsonl", "--reason", "first").status == 0)
        let first = try #require(bench.read("Baselines/main.jsonl"))
        #expect(try bench("baseline", "save", "main", "Baselines/main.jsonl", "--reason", "second").status == 0)
        let second = try #require(bench.read("Baselines/main.jsonl"))
        #expect(
            String(decoding: first, as: UTF8.self).replacing("\"first\"", with: "\"second\"").utf8.elementsEqual(second)
        )
        try bench.write("run.jsonl", Inputs.laterRun.text)
        #expect(try bench("baseline", "save", "main", "run.jsonl").status == 0)
        #expect(bench.files(in: "Baselines") == ["main.jsonl"])
    }

    @Test(
        "a name that could be another path, a hidden file or an option is refused",
        arguments: [
            "../x", "a/b", "/tmp/x", ".", "..", ".hidden", "", "a b", "ä", "a\nb", "a\u{0301}", "-x",
            String(repeating: "a", count: 101),
        ])
    func names(name: String) throws {
        let bench = try bench()
        for verb in [["save", "--", name, "run.jsonl"], ["show", "--", name], ["remove", "--", name]] {
            let outcome = try bench.run(["baseline"] + verb)
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("cannot be the name of a baseline"), "\(outcome.errors)")
        }
        #expect(bench.files(in: ".") == ["run.jsonl"])
    }

    @Test("a run with failures or without all of its rounds is refused, and the old baseline stays as it was")
    func notWhole() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "main", "run.jsonl").status == 0)
        let old = bench.read("Baselines/main.jsonl")
        try bench.write("failed.jsonl", Inputs.run.with("shop/list") { $0.failure = GateStatusTests.failure }.text)
        let failed = try bench("baseline", "save", "main", "failed.jsonl")
        #expect(failed.status == 2)
        #expect(failed.errors.contains("the run has failed benchmarks (shop/list)"))
        for count in [1, 400, 2_000] {
            try bench.write("interrupted.jsonl", Inputs.run.text.dropLast(count))
            let interrupted = try bench("baseline", "save", "main", "interrupted.jsonl")
            // The last line is whole without its end.
            #expect(interrupted.status == (count == 1 ? 0 : 2))
            if count > 1 { #expect(interrupted.errors.contains("go on with it by 'run --resume' first")) }
        }
        #expect(bench.files(in: "Baselines") == ["main.jsonl"])
        #expect(bench.read("Baselines/main.jsonl")?.count == old?.count)
    }

    @Test("a folder that cannot be made or written is an error, and leaves nothing behind")
    func unwritable() throws {
        let bench = try bench()
        try bench.write("file", "in the way")
        let inTheWay = try bench("baseline", "save", "main", "run.jsonl", "--directory", "file")
        #expect(inTheWay.status == 2)
        #expect(inTheWay.errors.contains("file/main.jsonl"))
        let deep = try bench("baseline", "save", "main", "run.jsonl", "--directory", "no/such")
        #expect(deep.status == 2)
        #expect(deep.errors.contains("making no/such: No such file or directory"))
        // Not even root can write there.
        let system = try bench("baseline", "save", "main", "run.jsonl", "--directory", "/proc/self/fdinfo")
        #expect(system.status == 2)
        // What is there under the name is a folder, which a file cannot replace.
        let folder = try bench.shell(
            "mkdir -p Baselines/main.jsonl/x; exec \"$0\" baseline save main run.jsonl")
        #expect(folder.status == 2)
        #expect(folder.errors.contains("writing Baselines/main.jsonl"))
        #expect(bench.files(in: "Baselines") == ["main.jsonl"])
    }

    @Test("list shows what can be read although something cannot, and says so")
    func list() throws {
        let bench = try bench()
        let none = try bench("baseline", "list")
        #expect(none.status == 0)
        #expect(none.output.isEmpty && none.errors.contains("no baselines in Baselines"))
        #expect(try bench("baseline", "list", "--json").output == "[]\n")
        for name in ["b", "a"] { #expect(try bench("baseline", "save", name, "run.jsonl").status == 0) }
        try bench.write("Baselines/broken.jsonl", "{}")
        try bench.write("Baselines/README.md", "about them")
        try bench.write("Baselines/.hidden.jsonl", "{}")
        let list = try bench("baseline", "list")
        #expect(list.status == 2)
        #expect(list.output.split(separator: "\n").map { $0.prefix(2) } == ["a ", "b "])
        #expect(
            list.errors
                == "error: Baselines/broken.jsonl:1: field 'type' is not 'run': this is not the start of a run file\n")
    }

    @Test("a baseline that is not there is a usage error that names the nearest")
    func missing() throws {
        let bench = try bench()
        #expect(try bench("baseline", "save", "main", "run.jsonl").status == 0)
        for verb in ["show", "remove"] {
            let outcome = try bench("baseline", verb, "mian")
            #expect(outcome.status == 2)
            #expect(outcome.errors.contains("no baseline 'mian' in Baselines; did you mean 'main'?"))
        }
        #expect(try bench("baseline", "remove", "main").status == 0)
        #expect(bench.files(in: "Baselines").isEmpty)
        #expect(try bench("baseline", "remove", "main").errors.contains("there is none yet"))
    }

    @Test("a debug build is stored with a warning")
    func debugBuild() throws {
        let bench = try bench()
        try bench.write("run.jsonl", Inputs.run.changed { $0.environment.build = "debug" }.text)
        let outcome = try bench("baseline", "save", "main", "run.jsonl")
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("warning: the run is of a debug build"))
    }
}
