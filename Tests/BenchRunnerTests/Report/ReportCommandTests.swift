import Glibc
import Testing

@testable import BenchRunner
@testable import Lab

@Suite("Report command")
struct ReportCommandTests {
    private func run(_ arguments: String...) async -> ExitCode {
        let tool = CommandLineTool(name: "bench", version: "0", abstract: "", groups: BenchmarkProgram.commands)
        return await tool.run(["report"] + arguments)
    }

    @Test("a page is written beside the run unless told otherwise")
    func target() async throws {
        let fixture = try ReportFixture()
        let run = try fixture.run("r.jsonl", [.init(name: "a", times: around(1))])
        #expect(await self.run(run) == .success)
        #expect(TextFile.contents(fixture.path("r.html"))?.hasPrefix("<!DOCTYPE html>") == true)
        let out = fixture.path("other.html")
        #expect(await self.run(run, "--out", out) == .success)
        #expect(TextFile.contents(out)?.contains("<h1>") == true)
    }

    @Test("a baseline is a file or a name")
    func baseline() async throws {
        let fixture = try ReportFixture()
        let base = try fixture.run("main.jsonl", [.init(name: "a", times: around(1))])
        let head = try fixture.run("head.jsonl", [.init(name: "a", times: around(1.5))])
        let out = fixture.path("out.html")
        #expect(await run(head, "--baseline", "main", "--directory", fixture.directory, "--out", out) == .success)
        let byName = try #require(TextFile.contents(out))
        #expect(byName.contains("REGRESSED"))
        #expect(await run(head, "--baseline", base, "--out", out) == .success)
        #expect(TextFile.contents(out) == byName)
        #expect(await run(head, "--baseline", "mian", "--directory", fixture.directory, "--out", out) == .usage)
        #expect(await run(head, "--baseline", "no/such", "--out", out) == .usage)
    }

    @Test("wrong input is a usage error, and leaves no page behind")
    func wrongInput() async throws {
        let fixture = try ReportFixture()
        let run = try fixture.run("r.jsonl", [.init(name: "a", times: around(1))])
        let empty = try fixture.run("empty.jsonl", [.init(name: "a")], plannedRounds: 3)
        let text = fixture.path("go.txt")
        try OutputFile.write("BenchmarkA 1 2 ns/op\n", to: text)
        let garbled = fixture.path("garbled.jsonl")
        try OutputFile.write("{\"type\": \"run\"", to: garbled)
        let out = fixture.path("out.html")
        #expect(await self.run() == .usage)
        #expect(await self.run("\(fixture.directory)/none.jsonl", "--out", out) == .usage)
        #expect(await self.run(fixture.directory, "--out", out) == .usage)
        for path in [empty, text, garbled] { #expect(await self.run(path, "--out", out) == .usage) }
        #expect(await self.run(run, "--filter", "nothing", "--out", out) == .usage)
        #expect(await self.run(run, "--threshold", "much", "--out", out) == .usage)
        #expect(TextFile.contents(out) == nil)
        #expect(await self.run(run, "--out", "\(fixture.directory)/no/such/folder.html") == .usage)
        #expect(await self.run(run, "--out", fixture.directory) == .usage)
        let before = TextFile.contents(run)
        #expect(await self.run(run, "--out", run) == .usage)
        #expect(TextFile.contents(run) == before)
    }

    @Test("runs are called by their files, and by their paths where these are called the same")
    func labels() throws {
        let fixture = try ReportFixture()
        let store = BaselineStore(directory: fixture.directory)
        let run = try fixture.run("r.jsonl", [.init(name: "a", times: [1])])
        func labels(_ runs: [String], baseline: String? = nil) throws -> [String] {
            try ReportInputs(runs: runs, baseline: baseline, store: store).files.map(\.label)
        }
        #expect(try labels([run]) == ["r"])
        #expect(try labels(["new=\(run)"], baseline: "r") == ["r", "new"])
        #expect(try labels([run], baseline: "r") == ["\(run) (1)", "\(run) (2)"])
        #expect(
            try ReportInputs(runs: [run], baseline: nil, store: store).defaultTarget == "\(fixture.directory)/r.html")
    }

    @Test(
        "a command is quoted so that a shell reads it as it was typed",
        arguments: [
            ("results/head.jsonl", "results/head.jsonl"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("", "''"),
            ("shop/*", "'shop/*'"), ("--threshold=5%", "--threshold=5%"),
        ])
    func quoting(text: String, quoted: String) {
        #expect(text.quotedForShell == quoted)
    }
}
