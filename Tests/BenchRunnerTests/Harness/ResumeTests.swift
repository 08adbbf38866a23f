import Lab
import Testing

@Suite("Going on with a run")
struct ResumeTests {
    /// The text of a complete run of 14 rounds.
    private static let complete = Result {
        let scratch = try ScratchDirectory()
        let outcome = try FixtureProgram.run([
            "run", "good/*", "--rounds", "2", "--metrics", "time", "--time", "1ms", "--seed", "3", "--out",
            scratch["run"],
        ])
        #expect(outcome.status == 0)
        return try #require(scratch.bytes("run"))
    }

    private let scratch: ScratchDirectory
    private let complete: [UInt8]
    /// With their ends.
    private let lines: [ArraySlice<UInt8>]

    init() throws {
        scratch = try ScratchDirectory()
        complete = try Self.complete.get()
        var rest = complete[...]
        var lines: [ArraySlice<UInt8>] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            lines.append(rest[...end])
            rest = rest[(end + 1)...]
        }
        self.lines = lines
    }

    private func resume(_ text: some Sequence<UInt8>, face: String = "complete") throws -> RunningProgram.Outcome {
        scratch.write(text, to: "run")
        return try FixtureProgram.run(["run", "--resume", scratch["run"]], face: face)
    }

    @Test("the missing rounds are measured, in the order they would have had, and those that are there are kept")
    func missingRounds() throws {
        let whole = try Run(contents: complete, file: "whole")
        #expect(try resume(lines[..<6].joined()).status == 0)
        let run = try Run(contentsOf: scratch["run"])
        #expect(run.isComplete && run.warnings.isEmpty)
        #expect(run.rounds.map(\.key) == whole.rounds.map(\.key))
        #expect(run.rounds[..<5].elementsEqual(whole.rounds[..<5]))
        #expect(run.header == whole.header)
    }

    @Test("a last line that is cut off anywhere is measured again", arguments: [1, 2, 40, 100])
    func cutOff(bytes: Int) throws {
        #expect(try resume(complete.dropLast(bytes + 1)).status == 0)
        let run = try Run(contentsOf: scratch["run"])
        #expect(run.isComplete && run.warnings.isEmpty)
        #expect(scratch.lines("run") == lines.count)
    }

    @Test("a last line that lacks only its end is kept")
    func withoutNewline() throws {
        #expect(try resume(complete.dropLast()).status == 0)
        #expect(scratch.bytes("run") == complete)
        #expect(try resume(lines[..<4].joined().dropLast()).status == 0)
        let run = try Run(contentsOf: scratch["run"])
        #expect(run.isComplete)
        #expect(run.rounds[..<3].elementsEqual(try Run(contents: complete, file: "whole").rounds[..<3]))
    }

    @Test("of a header alone, even without its end, everything is measured")
    func headerOnly() throws {
        for text in [lines[0], lines[0].dropLast()] {
            #expect(try resume(text).status == 0)
            #expect(try Run(contentsOf: scratch["run"]).isComplete)
        }
    }

    @Test("a complete run is left as it is")
    func nothingMissing() throws {
        #expect(try resume(complete).status == 0)
        #expect(scratch.bytes("run") == complete)
    }

    @Test("a benchmark that has failed before keeps its status")
    func failedBefore() throws {
        let arguments = ["run", "throw/body", "--rounds", "1", "--metrics", "time", "--out", scratch["failed"]]
        #expect(try FixtureProgram.run(arguments).status == 3)
        #expect(try FixtureProgram.run(["run", "--resume", scratch["failed"]]).status == 3)
    }

    @Test("a program that lacks one of the benchmarks is refused, and the file is not touched")
    func otherProgram() throws {
        let part = Array(lines[..<6].joined())
        let outcome = try resume(part, face: "without-state")
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("'good/state'"))
        #expect(scratch.bytes("run") == part)
    }

    @Test("a run of another machine is refused, and told apart from this one")
    func otherMachine() throws {
        var header = try JSONValue(parsing: String(decoding: lines[0], as: UTF8.self))
        header = header.replacing("environment") { $0.replacing("kernel") { _ in "6.0.0-elsewhere" } }
        let text = Array((header.text() + "\n").utf8) + lines[1..<6].joined()
        let outcome = try resume(text)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains("6.0.0-elsewhere"))
        #expect(scratch.bytes("run") == text)
    }

    @Test(
        "what is no run file is refused by name",
        arguments: ["", "\n", "{", "{}\n", "Benchmark 1 2 ns/op\n", #"{"type":"run","schema":99}"# + "\n"])
    func noRunFile(text: String) throws {
        let outcome = try resume(text.utf8)
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(scratch["run"]))
        #expect(scratch.bytes("run") == Array(text.utf8))
    }

    @Test("neither a missing file nor a directory can be gone on with", arguments: ["nothing", ""])
    func noFile(name: String) throws {
        let outcome = try FixtureProgram.run(["run", "--resume", scratch[name]])
        #expect(outcome.status == 2)
        #expect(outcome.errors.contains(scratch.path))
    }

    @Test(
        "options that the file decides are refused",
        arguments: [["--rounds", "3"], ["--seed", "3"], ["--time", "1s"], ["--metrics", "cpu"], ["good/*"]])
    func options(arguments: [String]) throws {
        scratch.write(lines[..<6].joined(), to: "run")
        let outcome = try FixtureProgram.run(["run", "--resume", scratch["run"]] + arguments)
        #expect(outcome.status == 2)
        #expect(scratch.lines("run") == 6)
    }
}

extension JSONValue {
    /// An object with one of its members changed.
    fileprivate func replacing(_ key: String, _ change: (JSONValue) -> JSONValue) -> JSONValue {
        .object((objectValue ?? []).map { Member($0.key, $0.key == key ? change($0.value) : $0.value) })
    }
}
