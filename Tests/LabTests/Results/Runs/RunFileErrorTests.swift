import Testing

@testable import Lab

@Suite("Run files that say what cannot be")
struct RunFileErrorTests {
    /// A change to one line of the sample file, and where the error has to point.
    struct Case: CustomTestStringConvertible, Sendable {
        let line: Int
        let old: String
        let new: String
        let field: String?
        let parts: [String]

        init(_ line: Int, _ old: String, _ new: String, field: String? = nil, _ parts: String...) {
            self.line = line
            self.old = old
            self.new = new
            self.field = field
            self.parts = parts
        }

        var testDescription: String { "\(line): \(old.prefix(40)) → \(new.prefix(40))" }
    }

    static let headerCases = [
        Case(1, #""type":"run""#, #""type":"walk""#, field: "type"),
        Case(1, #""schema":1"#, #""schema":2"#, field: "schema", "is 2", "reads 1"),
        Case(1, #""schema":1"#, #""schema":"1""#, field: "schema", "not a number"),
        Case(1, #""schema":1"#, #""schema":1.5"#, field: "schema", "not a whole number"),
        Case(1, #""schema":1,"#, "", field: "schema", "missing"),
        Case(1, #""seed":"18446744073709551615""#, #""seed":"18446744073709551616""#, field: "seed"),
        Case(1, #""seed":"18446744073709551615""#, #""seed":7"#, field: "seed", "not a text"),
        Case(1, #""timeRounds":2"#, #""timeRounds":-2"#, field: "timeRounds", "negative"),
        Case(1, #""timeRounds":2"#, #""timeRounds":1e300"#, field: "timeRounds", "not a whole number"),
        Case(1, #""timeRounds":2"#, #""timeRounds":1000000000"#, field: "timeRounds", "more than"),
        Case(1, #""countRounds":1"#, #""countRounds":null"#, field: "countRounds", "missing"),
        Case(1, #""sampleSeconds":0.25"#, #""sampleSeconds":-1"#, field: "sampleSeconds", "negative"),
        Case(1, #""precision":0.01"#, #""precision":-0.01"#, field: "precision", "negative"),
        Case(1, #""precision":0.01"#, #""precision":"1%""#, field: "precision"),
        Case(1, #""metricGroups":["time""#, #""metricGroups":["smells""#, field: "metricGroups"),
        Case(1, #""metricGroups":["time""#, #""metricGroups":[7"#, field: "metricGroups"),
        Case(1, #""cores":2"#, #""cores":"two""#, field: "environment.cores"),
        Case(1, #""kernel":"6.1.0","#, "", field: "environment.kernel", "missing"),
        Case(1, #""better":"lower""#, #""better":"slower""#, field: "metrics.sec/op.better", "'slower'"),
        Case(1, #""kind":"exact""#, #""kind":"vague""#, field: "metrics.allocs/op.kind", "'vague'"),
        Case(1, #""balance":"#, #""sec/op":"#, "second member", "'sec/op'"),
        Case(1, #""name":"s/b""#, #""name":"s/a/n=1""#, field: "benchmarks[1].name", "'s/a/n=1'", "twice"),
        Case(1, #""name":"s/b","#, "", field: "benchmarks[1].name", "missing"),
        Case(1, #""kind":"latency""#, #""kind":"guess""#, field: "benchmarks[1].kind", "'guess'"),
        Case(1, #""bytes":10"#, #""bytes":-10"#, field: "benchmarks[0].bytes", "negative"),
    ]

    static let roundCases = [
        Case(3, #""type":"round""#, #""type":"run""#, field: "type"),
        Case(3, #""benchmark":"s/a/n=1""#, #""benchmark":"s/c""#, field: "benchmark", "'s/c'", "not in the header"),
        Case(3, #""benchmark":"s/a/n=1","#, "", field: "benchmark", "missing"),
        Case(3, #""round":0"#, #""round":2"#, field: "round", "2 rounds"),
        Case(4, #""round":0"#, #""round":1"#, field: "round", "1 rounds"),
        Case(3, #""round":0"#, #""round":-1"#, field: "round", "negative"),
        Case(3, #""round":0"#, #""round":0.5"#, field: "round", "whole"),
        Case(6, #""round":1"#, #""round":0"#, field: "round", "there twice"),
        Case(3, #""pass":"time""#, #""pass":"fail""#, field: "pass", "'fail'"),
        Case(3, #""iterations":1000"#, #""iterations":-1000"#, field: "iterations", "negative"),
        Case(3, #""iterations":1000"#, #""iterations":0"#, field: "iterations", "at least one"),
        Case(3, #""iterations":1000,"#, "", field: "iterations", "missing"),
        Case(3, #""startUp":0.0123"#, #""startUp":-0.0123"#, field: "startUp", "negative"),
        Case(3, #""steady":true"#, #""steady":1"#, field: "warmUp.steady"),
        Case(3, #""seconds":0.0625"#, #""seconds":-0.0625"#, field: "warmUp.seconds", "negative"),
        Case(3, #""samples":{"#, #""samples":7,"x":{"#, field: "samples", "not an object"),
        Case(3, #""sec/op":[1.5e-06,"#, #""parsecs":[1.5e-06,"#, field: "samples.parsecs", "not declare"),
        Case(3, #""sec/op":[1.5e-06,"#, #""sec/op":[-1.5e-06,"#, field: "samples.sec/op[0]", "negative"),
        Case(3, #""sec/op":[1.5e-06,0.1,"#, #""sec/op":[1.5e-06,-0.1,"#, field: "samples.sec/op[1]", "negative"),
        Case(3, #""sec/op":[1.5e-06,"#, #""sec/op":[null,"#, field: "samples.sec/op[0]", "not a number"),
        Case(3, #""sec/op":[1.5e-06,"#, #""sec/op":["1","#, field: "samples.sec/op[0]", "not a number"),
        Case(3, #""balance":[-2.5]"#, #""balance":[]"#, field: "samples.balance"),
        Case(3, #""balance":[-2.5]"#, #""balance":-2.5"#, field: "samples.balance"),
        Case(3, #""balance":[-2.5]"#, #""sec/op":[1]"#, field: "samples", "second member"),
        Case(3, "1.5e-06", "NaN", field: "samples.sec/op[0]", "not JSON"),
        Case(3, "1.5e-06", "Infinity", field: "samples.sec/op[0]", "not JSON"),
        Case(3, "1.5e-06", "-inf", field: "samples.sec/op[0]", "not JSON"),
        Case(3, "1.5e-06", "1e999", field: "samples.sec/op[0]", "out of range"),
        Case(3, "1.5e-06", "-1e999", field: "samples.sec/op[0]", "out of range"),
        Case(3, #""notes":["#, #""notes":{"#, field: "notes", "not JSON"),
        Case(2, #""reason":"crashed""#, #""reason":"tired""#, field: "failure.reason", "'tired'"),
        Case(2, #""detail":"#, #""details":"#, field: "failure.detail", "missing"),
        Case(2, #""failure":{"#, #""failure":["#, field: "failure", "not JSON"),
    ]

    @Test("an error in the header names its field", arguments: headerCases)
    func header(_ expected: Case) throws { try check(expected) }

    @Test("an error in a round names its line and field", arguments: roundCases)
    func round(_ expected: Case) throws { try check(expected) }

    private func check(_ expected: Case) throws {
        var lines = SampleRun.lines
        lines[expected.line - 1] = try #require(
            lines[expected.line - 1].replacingFirst(expected.old, with: expected.new), "the sample has no such text")
        let error = try #require(failure(of: lines.map { $0 + "\n" }.joined()))
        #expect(error.file == "run.jsonl")
        #expect(error.line == expected.line)
        #expect(error.field == expected.field)
        let description = "\(error)"
        #expect(description.hasPrefix("run.jsonl:\(expected.line): "))
        for part in expected.parts + [expected.field].compactMap({ $0 }) { #expect(description.contains(part)) }
    }

    private func failure(of text: String) -> RunFileError? {
        #expect(throws: RunFileError.self) { try Run(contents: Array(text.utf8), file: "run.jsonl") }
    }

    @Test("an empty file is said to be one")
    func empty() throws {
        #expect(
            "\(try #require(failure(of: "")))" == "run.jsonl: the file is empty; a run file starts with a header line")
    }

    @Test("a header without benchmarks is no run")
    func noBenchmarks() throws {
        var header = SampleRun.header
        header.benchmarks = []
        let error = try #require(failure(of: header.json.text() + "\n"))
        #expect(error.line == 1 && error.field == "benchmarks")
    }

    @Test(
        "a first line of anything else is no run file",
        arguments: [
            "\n", "null\n", "[]\n", "7", "{", "{}", "\u{FEFF}{}\n", "BenchmarkA 1 2 ns/op\n", "\u{0}\u{1}\u{2}",
        ])
    func otherFiles(text: String) throws {
        #expect(try #require(failure(of: text)).line == 1)
    }

    @Test(
        "a later line that is no object, or none at all, is an error with its number",
        arguments: ["", "null", "[]", "7", "true", String(repeating: "[", count: 1_000), "{\"type\":\"run\"}"])
    func otherLines(line: String) throws {
        let text = [SampleRun.lines[0], line, SampleRun.lines[1]].joined(separator: "\n")
        #expect(try #require(failure(of: text)).line == 2)
    }

    @Test("a round that stands before the header is not taken for one")
    func roundFirst() throws {
        let error = try #require(failure(of: SampleRun.lines[1] + "\n"))
        #expect(error.line == 1 && error.field == "type")
    }

    @Test("text that is not UTF-8 is an error with its line")
    func notUTF8() throws {
        var text = SampleRun.text
        let place = try #require(text.lastIndex(of: UInt8(ascii: "q")))
        text[place] = 0xFF
        let error = try #require(
            #expect(throws: RunFileError.self) { try Run(contents: text, file: "run.jsonl") })
        #expect("\(error)".contains("UTF-8"))
    }

    @Test("a metric of the benchmark's own may be below zero, and lines may end as on Windows")
    func allowed() throws {
        let text = Array(SampleRun.lines.map { $0 + "\r\n" }.joined().utf8)
        #expect(try Run(contents: text, file: "run.jsonl").rounds == SampleRun.rounds)
        let file = try ScratchFile(text)
        #expect(try Run(contentsOf: file.path).rounds == SampleRun.rounds)
    }
}

extension String {
    /// The text with the first place of `old` changed; nil where there is none.
    fileprivate func replacingFirst(_ old: String, with new: String) -> String? {
        let text = Array(utf8)
        let old = Array(old.utf8)
        guard let place = text.indices.first(where: { text[$0...].starts(with: old) }) else { return nil }
        return String(decoding: text[..<place] + Array(new.utf8) + text[(place + old.count)...], as: UTF8.self)
    }
}
