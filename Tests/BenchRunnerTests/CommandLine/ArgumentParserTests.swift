import Testing

@testable import BenchRunner

@Suite("Reading arguments")
struct ArgumentParserTests {
    private typealias Measure = Sample.MeasureCommand

    @Test("what is not given has its default")
    func defaults() throws {
        let command = try Sample.parse(Measure.self, "measure")
        #expect(command.pattern == "*")
        #expect(command.rounds == 10)
        #expect(command.time == .milliseconds(200))
        #expect(command.threshold.fraction == 0.05)
        #expect(command.formats == [.text])
        #expect(command.tag.isEmpty)
        #expect(command.offset == nil)
        #expect(!command.selection.quiet)
    }

    @Test(
        "a value follows its option or an equals sign",
        arguments: ["measure --rounds 20 a/*", "measure a/* --rounds=20", "measure --rounds=3 --rounds 20 a/*"])
    func optionValues(line: String) throws {
        let command = try Sample.parse(Measure.self, line)
        #expect(command.rounds == 20)
        #expect(command.pattern == "a/*")
    }

    @Test("a repeated option collects its values, a separated one splits them, both replacing the default")
    func lists() throws {
        let command = try Sample.parse(Measure.self, "measure --tag a --tag=b --formats json,markdown --formats text")
        #expect(command.tag == ["a", "b"])
        #expect(command.formats == [.json, .markdown, .text])
    }

    @Test("negative numbers are values", arguments: ["-5", "-.5", "-0.5", "-1e-3"])
    func negativeNumbers(text: String) throws {
        #expect(try Sample.parse(Measure.self, "measure --offset \(text)").offset == Double(text))
        #expect(try Sample.parse(Measure.self, "measure \(text)").pattern == text)
    }

    @Test("an option in Go's style takes one dash or two", arguments: ["-filter x", "--filter x", "-filter=x"])
    func goStyle(line: String) throws {
        #expect(try Sample.parse(Measure.self, "measure \(line)").selection.filter == "x")
    }

    @Test("a value may start with one dash unless it is an option of the command")
    func valuesWithDashes() throws {
        #expect(try Sample.parse(Measure.self, "measure --filter -unit:B/op").selection.filter == "-unit:B/op")
        #expect(try Sample.parse(Measure.self, "measure --filter=--x=1").selection.filter == "--x=1")
        #expect(
            Sample.error("measure --filter -q")
                == "--filter: EXPRESSION is missing ('-q' follows; write --filter=… for a value with dashes)")
        #expect(Sample.error("measure --out --rounds 3")?.hasPrefix("--out: FILE is missing") == true)
        #expect(Sample.error("measure --rounds") == "--rounds: N is missing")
        #expect(Sample.error("measure --rounds -- 3") == "--rounds: N is missing")
    }

    @Test("an empty value is a value")
    func emptyValue() throws {
        #expect(try Sample.parse(Measure.self, words: ["measure", ""]).pattern == "")
        #expect(try Sample.parse(Measure.self, words: ["measure", "--out="]).out == "")
    }

    @Test("after the terminator all words are arguments")
    func terminator() throws {
        #expect(try Sample.parse(Measure.self, "measure -- --rounds").pattern == "--rounds")
        #expect(Sample.error("measure -- a --help") == "unexpected argument '--help' after PATTERN")
    }

    @Test("a command after the terminator is kept as typed")
    func commandAfterTerminator() throws {
        let command = try Sample.parse(Sample.TraceCommand.self, "trace --rate 99Hz -- ls --rate 1 -- -h")
        #expect(command.command == ["ls", "--rate", "1", "--", "-h"])
        #expect(command.rate == 99)
        #expect(command.benchmark == nil)
        #expect(try Sample.parse(Sample.TraceCommand.self, "trace a/b").benchmark == "a/b")
    }

    @Test("places are filled in order and the last takes what is left")
    func places() throws {
        let command = try Sample.parse(Sample.DiffCommand.self, "diff a b --table 1 c")
        #expect(command.base == "a")
        #expect(command.head == ["b", "c"])
    }

    @Test("all that is missing is named at once")
    func missing() {
        #expect(Sample.error("diff") == "missing: BASE, HEAD, --table TABLE")
        #expect(Sample.error("diff a --table 1") == "missing: HEAD")
    }

    @Test(
        "a value in the wrong form is named with its option and what was expected",
        arguments: [
            ("--rounds x", "--rounds: 'x' is not a whole number from 1 to 10000"),
            ("--rounds=0", "--rounds: '0' is not a whole number from 1 to 10000"),
            ("--rounds 99999999999999999999", "--rounds: '99999999999999999999' is not a whole number from 1 to 10000"),
            ("--time 0s", "--time: '0s' is not a time such as 200ms, 1.5s or 2m of at least 1ms"),
            ("--threshold 0.05", "--threshold: '0.05' is not a percentage such as 5% or 0.5%"),
            ("--offset nan", "--offset: 'nan' is not a number"),
            ("--formats text,jsn", "--formats: 'jsn' is not one of text, json, markdown; did you mean 'json'?"),
            ("--formats text,", "--formats: '' is not one of text, json, markdown"),
            ("--quiet=yes", "--quiet: takes no value"),
            ("--round 3", "unknown option '--round'; did you mean '--rounds'?"),
            ("-rounds 3", "unknown option '-rounds'; did you mean '--rounds'?"),
            ("--wholly-unlike", "unknown option '--wholly-unlike'"),
            ("--internal-pip 3", "unknown option '--internal-pip'"),
            ("a b", "unexpected argument 'b' after PATTERN"),
            ("--quiet", "--quiet needs --out"),
        ])
    func wrongForm(line: String, message: String) {
        #expect(Sample.error("measure \(line)") == message)
    }

    @Test("what a transform throws is shown with option and value")
    func transform() {
        #expect(Sample.error("trace --rate 99") == "--rate: '99': write it as 1000Hz")
    }

    @Test("errors quote one line of printable text, however wild the value")
    func wildValues() throws {
        let message = try #require(
            Sample.error(words: ["measure", "--rounds", "\u{1B}[31m\n" + String(repeating: "x", count: 100_000)]))
        #expect(message.count < 200)
        #expect(message.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }

    @Test("random words give a command or a usage error, never a crash")
    func randomWords() {
        let words = [
            "measure", "diff", "trace", "store", "save", "--rounds", "--rounds=", "-", "--", "---", "-=", "--=", "=",
            "-q",
            "-5", "", "--formats", ",", "--filter", "-filter=", "é", "--help", "-h", "--version", "5%", "\u{0}",
        ]
        var generator = SplitMix(state: 7)
        for _ in 0..<20_000 {
            let line = (0..<Int(generator.next() % 6)).map { _ in words[Int(generator.next() % UInt64(words.count))] }
            do { _ = try Sample.tool.tree.invocation(line) } catch { #expect(error is UsageError) }
        }
    }

    @Test("a copy of a command keeps its own values")
    func valueSemantics() throws {
        let first = try Sample.parse(Measure.self, "measure --rounds 3")
        var second = first
        second.rounds = 4
        #expect(first.rounds == 3)
        #expect(second.rounds == 4)
    }
}

/// Steele, Lea and Flood's SplitMix64, so that every run tries the same words.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
