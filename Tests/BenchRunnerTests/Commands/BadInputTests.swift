import Lab
import Testing

@Suite("Bad input of compare and gate")
struct BadInputTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        /// What the error has to say, behind the file's name.
        var message: String

        init(_ description: String, _ bytes: [UInt8], _ message: String) {
            testDescription = description
            self.bytes = bytes
            self.message = message
        }

        init(_ description: String, _ text: String, _ message: String) {
            self.init(description, Array(text.utf8), message)
        }
    }

    /// A run's lines: the header, ten timed rounds and two counting ones for each of three operations.
    private static let lines = String(decoding: Inputs.run.text, as: UTF8.self).split(separator: "\n").map(String.init)

    /// The run with one line changed; lines are counted from 1.
    private static func changed(_ number: Int, _ old: String, _ new: String) -> String {
        var lines = lines
        lines[number - 1] = lines[number - 1].replacing(old, with: new, maxReplacements: 1)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The run with another first sample in line 5.
    private static func sample(_ text: String) -> String {
        var lines = lines
        let start = lines[4].firstRange(of: "[")?.upperBound ?? lines[4].startIndex
        lines[4] = "\(lines[4][..<start])\(text)]}}"
        return lines.joined(separator: "\n") + "\n"
    }

    static let runs: [Case] = [
        Case("an empty file", "", ": no benchmark results in this file"),
        Case("a file of one line end", "\n", ": no benchmark results in this file"),
        Case("a brace", "{", ":1: this is not a run file (unexpected end of text"),
        Case("half a header", String(lines[0].prefix(lines[0].count / 2)), ":1: this is not a run file"),
        Case("JSON of another kind", "{\"benchmarks\": []}\n", ":1: field 'type' is not 'run'"),
        Case("a round in place of a header", lines[1], ":1: field 'type' is not 'run'"),
        Case(
            "another schema version", changed(1, "\"schema\":1", "\"schema\":2"),
            ":1: field 'schema' is 2, but this version reads 1"),
        Case("a file of 0 benchmarks", noBenchmarks, ":1: field 'benchmarks' is empty"),
        Case(
            "a name that is there twice", changed(1, "\"name\":\"shop/order\"", "\"name\":\"shop/list\""),
            ":1: field 'benchmarks[1].name' 'shop/list' is there twice"),
        Case(
            "a member that is missing", changed(1, "\"cores\":2,", ""), ":1: field 'environment.cores' is missing"),
        Case(
            "a member of another kind", changed(1, "\"cores\":2", "\"cores\":\"two\""),
            ":1: field 'environment.cores' is not a number"),
        Case(
            "more rounds than a run can have", changed(1, "\"timeRounds\":10", "\"timeRounds\":1e18"),
            ":1: field 'timeRounds' is 1000000000000000000, which is more than"),
        Case(
            "a sample that is NaN", sample("NaN"), ":5: field 'samples.sec/op[0]' is not JSON: NaN and the infinities"),
        Case("an infinite sample", sample("Infinity"), ":5: field 'samples.sec/op[0]' is not JSON: NaN and the"),
        Case("a negative infinity", sample("-Infinity"), ":5: field 'samples.sec/op[0]' is not JSON: NaN and the"),
        Case(
            "a sample out of range", sample("1e999"), ":5: field 'samples.sec/op[0]' is not JSON: a number out of range"
        ),
        Case("a sample that is null", sample("1e-6,null"), ":5: field 'samples.sec/op[1]' is not a number"),
        Case("a sample that is a text", sample("\"1e-6\""), ":5: field 'samples.sec/op[0]' is not a number"),
        Case("a negative time", sample("1e-6,-1e-6"), ":5: field 'samples.sec/op[1]' is negative (-1e-06)"),
        Case("no samples", sample(""), ":5: field 'samples.sec/op' is not a list of numbers"),
        Case(
            "a negative count", changed(13, "[12]", "[-12]"), ":13: field 'samples.allocs/op[0]' is negative (-12.0)"),
        Case(
            "an unknown unit", changed(5, "\"sec/op\"", "\"parsec/op\""),
            ":5: field 'samples.parsec/op' is a unit that the header does not declare"),
        Case(
            "a benchmark that the header lacks", changed(5, "shop/list", "shop/lost"),
            ":5: field 'benchmark' 'shop/lost' is not in the header"),
        Case(
            "a round that is there twice", changed(5, "\"round\":3", "\"round\":2"),
            ":5: field 'round' round 2 of 'shop/list' (time) is there twice"),
        Case(
            "a round beyond those planned", changed(5, "\"round\":3", "\"round\":10"),
            ":5: field 'round' is 10, but the header has 10 rounds"),
        Case(
            "a round that is no whole number", changed(5, "\"round\":3", "\"round\":0.5"),
            ":5: field 'round' is not a whole number (0.5)"),
        Case("an unknown pass", changed(5, "\"time\"", "\"tame\""), ":5: field 'pass' 'tame' is not known"),
        Case("a garbled line", changed(7, "\"type\"", "type"), ":7: this is not JSON: expected a member's name"),
        Case(
            "two lines in one", lines.joined(separator: " ") + "\n", ":1: this is not a run file (unexpected text after"
        ),
        Case("an empty line", changed(7, lines[6], ""), ":7: this is not JSON: unexpected end of text"),
        Case("bytes that are not UTF-8", Array(changed(7, "shop", "\u{1}").utf8).replacingOnes, ":7: "),
        Case("a line of a megabyte", changed(7, "\"time\"", "\"\(megabyte)\""), ":7: field 'pass' 'xxxxxxx"),
        Case(
            "a line of 17 megabytes", lines[0] + "\n{\"" + String(repeating: megabyte, count: 17),
            ":2: the line is longer than 16 MiB"),
        Case(
            "a line nested too deep", changed(7, "[", String(repeating: "[", count: 10_000)),
            ":7: field 'samples.sec/op"),
    ]

    private static let megabyte = String(repeating: "x", count: 1 << 20)

    private static let noBenchmarks: String = {
        let start = lines[0].firstRange(of: "\"benchmarks\":[")?.upperBound ?? lines[0].startIndex
        return "\(lines[0][..<start])],\"reason\":null}\n"
    }()

    static let texts: [Case] = [
        Case("NaN", "BenchmarkA 1 5 ns/op\nBenchmarkA 1 NaN ns/op\n", ":2: ns/op is 'NaN', which is no finite number"),
        Case("an infinity", "BenchmarkA 1 5 ns/op 3 B/op\nBenchmarkA 1 5 ns/op +Inf B/op\n", ":2: B/op is '+Inf'"),
        Case("a number out of range", "BenchmarkA 1 1e999 ns/op\n", ":1: ns/op is '1e999', which is no finite number"),
        Case("a negative time", "\nBenchmarkA 1 -5 ns/op\n", ":2: ns/op is '-5', but no time is below zero"),
        Case("no results at all", "goos: linux\nPASS\n", ": no benchmark results in this file"),
        Case("only results that cannot be read", "BenchmarkA x 5 ns/op\nBenchmarkA 1\n", ": no benchmark results"),
        Case("a file of another kind", "\u{7F}ELF\u{2}\u{1}\u{1}\u{0}", ": no benchmark results in this file"),
        Case("random bytes", garbage, ": no benchmark results in this file"),
        Case("a line of 17 megabytes", String(repeating: megabyte, count: 17), ":1: the line is longer than 16 MiB"),
    ]

    /// Bytes of all kinds, but no line that starts as a result does.
    private static let garbage: [UInt8] = {
        var random = SplitMix64(seed: 7)
        return (0..<100_000).map { _ in UInt8.random(in: 0x80...0xFF, using: &random) }
    }()

    @Test(
        "each is an error that names file, line and field, with status 2, on both sides of both",
        arguments: runs + texts)
    func refused(_ it: Case) throws {
        let bench = try Bench()
        try bench.write("good", Inputs.laterRun.text)
        try bench.write("bad", it.bytes)
        for arguments in [
            ["gate", "good", "--baseline", "bad"], ["gate", "bad", "--baseline", "good"], ["compare", "good", "bad"],
            ["compare", "bad", "good", "--json"], ["compare", "bad", "--format", "csv"],
        ] {
            let outcome = try bench.run(arguments)
            #expect(outcome.status == 2, "\(arguments): \(outcome.status)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: bad\(it.message)"), "\(arguments): \(outcome.errors.prefix(300))")
            // A line of a megabyte is not answered with one.
            #expect(outcome.errors.utf8.count < 1000)
        }
        let saved = try bench("baseline", "save", "main", "bad")
        #expect(saved.status == 2)
        #expect(bench.files(in: "Baselines").isEmpty)
    }

    /// Each is well but for its end; the message is the warning behind the file's name.
    static let leftOut: [Case] = [
        Case("a cut-off last line", Array(Inputs.run.text.dropLast(20)), ":37: the last line is cut off"),
        Case(
            "a run that was interrupted", lines.prefix(30).joined(separator: "\n") + "\n",
            ": the run is not complete: 29 of 36 rounds are there"),
        Case("a result that cannot be read", "BenchmarkA x 5 ns/op\n", ":36: 'x' is no iteration count"),
        Case("a result without a unit", "BenchmarkA 1 5\n", ":36: no unit behind '5'"),
        Case("a line of a megabyte", "Benchmark\(megabyte) x 5 ns/op\n", ":36: 'x' is no iteration count"),
    ]

    @Test("what can be left out is, with a warning", arguments: leftOut)
    func warned(_ it: Case) throws {
        let bench = try Bench()
        try bench.write("good", Inputs.laterRun.text)
        let isRun = it.bytes.first == UInt8(ascii: "{")
        try bench.write("bad", isRun ? it.bytes : try Inputs.goText(of: Inputs.run) + it.bytes)
        for arguments in [["gate", "good", "--baseline", "bad"], ["compare", "good", "bad"]] {
            let outcome = try bench.run(arguments)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.contains("warning: bad\(it.message)"), "\(outcome.errors)")
        }
    }

    @Test("a run of which nothing is measured is nothing to compare")
    func nothingMeasured() throws {
        let bench = try Bench()
        try bench.write("good", Inputs.laterRun.text)
        let failure = RoundFailure(.timedOut, detail: "after 30 s")
        let allFailed = Inputs.run.changed { run in
            for index in run.operations.indices { run.operations[index].failure = failure }
        }
        for bytes in [Array((Self.lines[0] + "\n").utf8), allFailed.text] {
            try bench.write("bad", bytes)
            let gate = try bench("gate", "bad", "--baseline", "good")
            #expect(gate.status == 4)
            #expect(gate.output.contains("NOTHING TO COMPARE"))
            #expect(try bench("gate", "good", "--baseline", "bad").status == 4)
            let compare = try bench("compare", "bad")
            #expect(compare.status == 2)
            #expect(compare.output.isEmpty)
            #expect(compare.errors.contains("error: nothing was measured in bad"))
        }
    }

    @Test(
        "a path that is no file that can be read is a usage error",
        arguments: [".", "missing", "good/file", "", "base=missing", "x=.", "/proc/self/mem"])
    func paths(path: String) throws {
        let bench = try Bench()
        try bench.write("good", Inputs.run.text)
        for arguments in [
            ["compare", path], ["compare", "good", path], ["compare", "--json", path, "good"],
            ["gate", path, "--baseline", "good"], ["gate", "good", "--baseline", path],
            ["baseline", "save", "main", path],
        ] {
            let outcome = try bench.run(arguments)
            #expect(outcome.status == 2, "\(arguments): \(outcome)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("error: "))
        }
    }

    @Test("names in a file cannot give orders to the terminal")
    func controlCharacters() throws {
        let bench = try Bench()
        let text = String(decoding: Inputs.run.text, as: UTF8.self).replacing(
            "shop/list", with: "shop\\u001b[2J\\nlist")
        try bench.write("base", text)
        try bench.write("head", text.replacing("\"allocs/op\":[12]", with: "\"allocs/op\":[13]"))
        for format in ["text", "markdown"] {
            let outcome = try bench("gate", "head", "--baseline", "base", "--format", format)
            #expect(outcome.status == 1)
            #expect(!(outcome.output + outcome.errors).utf8.contains(0x1B))
        }
    }
}

extension [UInt8] {
    /// With a byte that no UTF-8 text has in place of each control character 1.
    fileprivate var replacingOnes: [UInt8] { map { $0 == 1 ? 0xFF : $0 } }
}
