import Testing

@testable import Lab

@Suite("Reading run files")
struct RunFileReaderTests {
    @Test("a path and a text in memory give the same run")
    func pathAndText() throws {
        let fromText = try Run(contents: SampleRun.text, file: "run.jsonl")
        let file = try ScratchFile(SampleRun.text)
        let fromPath = try Run(contentsOf: file.path)
        #expect(fromText.header == fromPath.header && fromText.rounds == fromPath.rounds)
    }

    @Test("failed rounds are found by benchmark, in the order of the run")
    func failures() throws {
        let run = try Run(contents: SampleRun.text, file: "run.jsonl")
        #expect(run.failedBenchmarks == ["s/b"])
        #expect(run.failures.map(\.failure.reason) == [.crashed, .timedOut, .skipped])
    }

    @Test("a run with fewer rounds than planned says how many there are")
    func incomplete() throws {
        let text = SampleRun.lines.dropLast(2).map { $0 + "\n" }.joined()
        let run = try Run(contents: Array(text.utf8), file: "run.jsonl")
        #expect(run.warnings == ["run.jsonl: the run is not complete: 4 of 6 rounds are there"])
    }

    @Test("members that this version does not know are passed over, for those that will come")
    func unknownMembers() throws {
        let lines = SampleRun.lines.map { "{\"later\":{\"a\":[1]}," + $0.dropFirst() + "\n" }
        #expect(try Run(contents: Array(lines.joined().utf8), file: "run.jsonl").rounds == SampleRun.rounds)
    }

    @Test("a line of a megabyte is read")
    func longLine() throws {
        var run = try Run(contents: SampleRun.text, file: "run.jsonl")
        guard case .failed(var failure) = run.rounds[0].outcome else { throw PartError(part: "the sample has changed") }
        failure.output = String(repeating: "é\n", count: 1 << 19)
        run.rounds[0].outcome = .failed(failure)
        let text = ([run.header.json] + run.rounds.map(\.json)).map { $0.text() + "\n" }.joined()
        let file = try ScratchFile(text.utf8)
        #expect(try Run(contentsOf: file.path).rounds == run.rounds)
    }

    @Test("a line beyond the limit is refused with its number, and not read into memory")
    func endlessLine() throws {
        let line = [UInt8](repeating: UInt8(ascii: " "), count: 17 << 20)
        let file = try ScratchFile(SampleRun.lines[0].utf8 + [10] + line + SampleRun.lines[1].utf8)
        let error = try #require(#expect(throws: ResultInputError.self) { try Run(contentsOf: file.path) })
        #expect("\(error)".hasPrefix("\(file.path):2"))
        #expect("\(error)".contains("16 MiB"))
    }

    @Test("a missing file and a directory are errors that name them", arguments: ["/nowhere/run.jsonl", "/tmp"])
    func unreadable(path: String) throws {
        let error = try #require(#expect(throws: ResultInputError.self) { try Run(contentsOf: path) })
        #expect("\(error)".hasPrefix(path))
    }

    @Test("what is measured elsewhere is told apart by what times depend on")
    func environments() {
        let base = SampleRun.header.environment
        #expect(base.differences(from: base).isEmpty)
        var head = base
        head.memory = 1
        head.operatingSystem = "another"
        #expect(head.differences(from: base).isEmpty)
        head.kernel = "6.2.0"
        head.cores = 4
        head.build = "debug"
        let differences = head.differences(from: base)
        #expect(differences.count == 3)
        #expect(differences.contains { $0.contains("6.1.0") && $0.contains("6.2.0") })
        let here = RunEnvironment.current()
        #expect(here == RunEnvironment.current())
        #expect(here.cores > 0 && here.memory > 0 && !here.cpu.isEmpty && !here.kernel.isEmpty)
    }
}
