import Glibc
import Lab
import Profilers
import Testing

@testable import BenchRunner

@Suite("bench profile -- COMMAND…")
struct ProfilingCommandTests {
    private static let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done"

    @Test("a command is profiled: its output untouched, its status kept, the profile labelled and summed up")
    func command() throws {
        let bench = try Bench()
        let run = try bench(
            "profile", "--rate", "1000", "--out", "p.pb.gz", "--", "sh", "-c",
            "\(Self.busy); echo out; echo err >&2; exit 7")
        #expect(run.status == 7)
        #expect(run.output == "out\n")
        #expect(run.errors.hasPrefix("err\n"))
        #expect(run.errors.contains("wrote p.pb.gz"))
        #expect(run.errors.contains("bench top p.pb.gz"))
        let profile = try Profile(contentsOf: "\(bench.folder)/p.pb.gz")
        #expect(!profile.samples.isEmpty)
        #expect(profile.comments.contains { $0.hasPrefix("command: sh -c") })
        for sample in profile.samples {
            let keys = profile.labelSets[sample.labels.index].map(\.key)
            #expect(keys.contains("process") && keys.contains("pid"))
        }
    }

    @Test("with --per-process each process has a file, with --json the summary is the last line")
    func processes() throws {
        let bench = try Bench()
        let run = try bench(
            "profile", "--rate", "1000", "--per-process", "--json", "--out", "p.pb.gz", "--", "sh", "-c",
            "(\(Self.busy)); \(Self.busy)")
        #expect(run.status == 0)
        let last = try #require(run.errors.split(separator: "\n").last)
        let json = try JSONValue(parsing: String(last))
        #expect(json["processes"]?.intValue == 2)
        let files = (json["files"]?.arrayValue ?? []).compactMap(\.stringValue)
        #expect(files.count == 2)
        for file in files { #expect(bench.read(file) != nil) }
        #expect(bench.read("p.pb.gz") == nil)
        let weight = try #require(json["weightSeconds"]?.doubleValue)
        let known = try #require(json["threadSeconds"]?.doubleValue)
        #expect(abs(weight / known - 1) < 0.1)
    }

    @Test("the file's name comes from the program, and no earlier profile is written over")
    func names() throws {
        let bench = try Bench()
        for _ in 0..<2 { #expect(try bench("profile", "--rate", "1000", "--", "sh", "-c", Self.busy).status == 0) }
        #expect(bench.read("sh.cpu.pb.gz") != nil && bench.read("sh.cpu.2.pb.gz") != nil)
    }

    @Test("a command that a signal ends has its status, and its samples are kept")
    func killed() throws {
        let bench = try Bench()
        let run = try bench(
            "profile", "--rate", "1000", "--out", "p.pb.gz", "--", "sh", "-c", "\(Self.busy); kill -9 $$")
        #expect(run.status == 137)
        #expect(run.errors.contains("signal 9"))
        #expect(try !Profile(contentsOf: "\(bench.folder)/p.pb.gz").samples.isEmpty)
    }

    @Test("a process that outlives the command is said to run still, and what it recorded until then is kept")
    func outlived() throws {
        let scratch = try ScratchDirectory()
        let bench = try Bench()
        let child = "echo $$ >\(scratch["pid"]); \(Self.busy); echo >\(scratch["ready"]); exec sleep 60"
        let run = try bench(
            "profile", "--rate", "1000", "--json", "--out", "p.pb.gz", "--", "sh", "-c",
            "sh -c '\(child)' >/dev/null 2>&1 </dev/null & while [ ! -e \(scratch["ready"]) ]; do :; done")
        let process = try #require(TextFile.contents(scratch["pid"]).flatMap { Int32($0.filter(\.isNumber)) })
        defer { kill(process, SIGKILL) }
        #expect(run.status == 0)
        let last = try #require(run.errors.split(separator: "\n").last)
        let json = try JSONValue(parsing: String(last))
        #expect(json["running"]?.arrayValue?.compactMap(\.intValue) == [Int(process)])
    }

    @Test("a signal to bench reaches the command, and the profile is written")
    func forwarded() throws {
        let scratch = try ScratchDirectory()
        let script = "trap 'exit 5' TERM; \(Self.busy); echo >\(scratch["ready"]); while :; do :; done"
        let program = try FixtureProgram.start(
            ["profile", "--rate", "1000", "--out", scratch["p"], "--", "sh", "-c", script])
        #expect(waitUntil(limit: 30) { access(scratch["ready"], F_OK) == 0 })
        program.send(SIGTERM)
        #expect(try program.wait().status == 5)
        #expect(access(scratch["p"], F_OK) == 0)
    }

    @Test(
        "what cannot be profiled is refused before it runs",
        arguments: [
            (["nosuchcommand"], "there is no command 'nosuchcommand'"), (["/etc/passwd"], "is not executable"),
            (["/"], "is a folder"), (["/sbin/ldconfig"], "is statically linked"), (["./script"], "the interpreter of"),
        ])
    func refusals(command: [String], message: String) throws {
        let bench = try Bench()
        try bench.write("script", "#!/sbin/ldconfig\n")
        chmod("\(bench.folder)/script", 0o755)
        let run = try bench.run(["profile", "--"] + command)
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.contains(message), "\(run.errors)")
        #expect(bench.files(in: ".").filter { $0.hasSuffix(".gz") || $0.hasSuffix(".part") }.isEmpty)
    }

    @Test(
        "wrong usage is told with what is right",
        arguments: [
            (["--rate", "0", "--", "true"], "from 1 to 10000"), (["--rate", "20000", "--", "true"], "from 1 to 10000"),
            (["--kind", "heap", "--", "true"], "not there yet"), ([], "what is to be profiled"),
            (["x", "--", "true"], "exclude one another"),
            (["--time", "1s", "--", "true"], "--time goes with a benchmark"),
            (["--out", "no/such/folder/p", "--", "true"], "no/such/folder/p"),
            (["--out", ".", "--", "true"], "writing ."),
        ])
    func usage(arguments: [String], message: String) throws {
        let run = try Bench().run(["profile"] + arguments)
        #expect(run.status == 2)
        #expect(run.errors.lowercased().contains(message), "\(run.errors)")
    }

    @Test("a profile for which there is no room is told of, and made later of what was recorded")
    func full() throws {
        let bench = try Bench()
        let run = try bench("profile", "--rate", "1000", "--out", "/dev/full", "--", "sh", "-c", Self.busy)
        #expect(run.status == 2)
        let folder = try #require(run.errors.split(whereSeparator: \.isWhitespace).last.map(String.init))
        #expect(run.errors.contains("No space left on device"))
        let again = try bench("profile", "--journals", folder, "--out", "p.pb.gz")
        #expect(again.status == 0, "\(again.errors)")
        #expect(try !Profile(contentsOf: "\(bench.folder)/p.pb.gz").samples.isEmpty)
        #expect(access(folder, F_OK) != 0)
    }
}

@Suite("bench profile BENCHMARK")
struct ProfilingBenchmarkTests {
    @Test("the body is in the profile, labelled; set-up, warm-up and other benchmarks are not")
    func body() throws {
        let scratch = try ScratchDirectory()
        let run = try FixtureProgram.run(
            ["profile", "good/*", "--time", "300ms", "--rate", "1000", "--out", scratch["p"]])
        #expect(run.status == 0, "\(run.errors)")
        let profile = try Profile(contentsOf: scratch["p"])
        let sets = profile.samples.map { profile.labelSets[$0.labels.index] }
        #expect(!sets.isEmpty)
        #expect(sets.allSatisfy { $0.contains { $0.key == "benchmark" } })
    }

    @Test("a benchmark's set-up is not in its profile, though it takes longer than the body")
    func setUp() throws {
        let scratch = try ScratchDirectory()
        let run = try FixtureProgram.run(
            ["profile", "profiled/set-up", "--time", "300ms", "--rate", "1000", "--out", scratch["p"]], face: "profiled"
        )
        #expect(run.status == 0, "\(run.errors)")
        let profile = try Profile(contentsOf: scratch["p"])
        func samples(in name: String) -> Int64 {
            String(decoding: FoldedFormat.text(profile, sampleType: 0), as: UTF8.self).split(separator: "\n")
                .filter { $0.contains(name) }
                .reduce(0) { $0 + (Int64($1.split(separator: " ").last ?? "") ?? 0) }
        }
        #expect(samples(in: "multiplicationChain") > 50)
        #expect(samples(in: "spinInSetUp") == 0)
    }

    @Test("a benchmark that fails is named and ends with 3")
    func failure() throws {
        let scratch = try ScratchDirectory()
        let run = try FixtureProgram.run(
            ["profile", "crash/abort", "--time", "200ms", "--rate", "1000", "--out", scratch["p"]])
        #expect(run.status == 3, "\(run.errors)")
        #expect(run.errors.contains("crash/abort"))
        #expect(access(scratch["p"], F_OK) != 0)
    }

    @Test("bench run --profile leaves profiles beside the run file, and the run is what it is without")
    func beside() throws {
        let scratch = try ScratchDirectory()
        let run = try FixtureProgram.run(
            ["run", "good/rate", "--rounds", "2", "--time", "1ms", "--profile", "cpu", "--out", scratch["run.jsonl"]])
        #expect(run.status == 0, "\(run.errors)")
        #expect(try Run(contentsOf: scratch["run.jsonl"]).isComplete)
        let profile = try Profile(contentsOf: scratch["run.profiles"] + "/good_rate.cpu.pb.gz")
        #expect(!profile.samples.isEmpty)
    }
}
