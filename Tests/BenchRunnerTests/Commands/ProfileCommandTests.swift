import Lab
import Profilers
import Testing

@Suite("bench top and bench export")
struct ProfileCommandTests {
    private let bench: Bench

    init() throws {
        bench = try Bench()
        try bench.write("base.folded", "main;serve;parse 500\nmain;serve;sort 250\nmain;new 10\n")
        try bench.write("head.folded", "main;serve;parse 700\nmain;serve;sort;sort 200\nmain;idle 100\n")
    }

    @Test("top prints self and total with their shares and bars")
    func top() throws {
        let outcome = try bench("top", "head.folded")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output == """
                samples 1000, 3 distinct stacks

                self  self %  total  total %              function
                 700   70.0%    700    70.0%  ███████     parse
                 200   20.0%    200    20.0%  ██          sort
                 100   10.0%    100    10.0%  █           idle
                   0    0.0%   1000   100.0%              main
                   0    0.0%    900    90.0%              serve

                """)
    }

    @Test("top --sort total --count cuts the table, and says so")
    func sorted() throws {
        let lines = try bench("top", "head.folded", "--sort", "total", "--count", "2").output.split(separator: "\n")
        #expect(lines[2].hasSuffix("main"))
        #expect(lines[3].hasSuffix("serve"))
        #expect(lines[4] == "… and 3 more; --count 0 prints all")
    }

    @Test("top --base prints what changed, the greatest change first")
    func changes() throws {
        let lines = try bench("top", "head.folded", "--base", "base.folded").output.split(separator: "\n")
        #expect(lines[0] == "samples 1000, base 760, 3 distinct stacks")
        #expect(lines[2].hasPrefix("+200   +26.3%") && lines[2].hasSuffix("parse"))
        #expect(lines[3].hasPrefix("+100") && lines[3].hasSuffix("idle"))
        #expect(lines[4].hasPrefix(" -50    -6.6%") && lines[4].hasSuffix("sort"))
    }

    @Test("top --json has the exact values")
    func json() throws {
        let value = try JSONValue(parsing: bench("top", "head.folded", "--json").output)
        #expect(value["total"]?.doubleValue == 1000)
        #expect(value["rows"]?.arrayValue?.first?["name"]?.stringValue == "parse")
        #expect(value["rows"]?.arrayValue?.first?["self"]?.doubleValue == 700)
    }

    @Test("top --json has names in full and for reading, by line with the place")
    func jsonNames() throws {
        try bench.write("swift.folded", "main;static Shop.Cart.make(of: Swift.Int) -> Shop.Cart 7\n")
        let value = try JSONValue(parsing: bench("top", "swift.folded", "--json").output)
        let row = try #require(value["rows"]?.arrayValue?.first)
        #expect(row["name"]?.stringValue == "static Shop.Cart.make(of: Swift.Int) -> Shop.Cart")
        #expect(row["short"]?.stringValue == "static Shop.Cart.make(of:)")
        #expect(try bench("top", "swift.folded").output.contains("  static Shop.Cart.make(of:)\n"))
    }

    @Test("filters mean the same in both verbs")
    func filters() throws {
        let focused = try bench("export", "head.folded", "--format", "folded", "--focus", "serve", "--hide", "^main$")
        #expect(focused.output == "serve;parse 700\nserve;sort;sort 200\n")
        let top = try bench("top", "head.folded", "--focus", "idle").output
        #expect(top.hasPrefix("samples 100, 1 distinct stacks\n"))
    }

    @Test("export writes every format, which is read again", arguments: ProfileFormat.allCases.map(\.rawValue))
    func formats(format: String) throws {
        let outcome = try bench("export", "head.folded", "--format", format, "--out", "out")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try bench("top", "out").output == bench("top", "head.folded").output)
    }

    @Test("export --base writes two columns, or the difference")
    func difference() throws {
        let folded = try bench("export", "head.folded", "--base", "base.folded", "--format", "folded")
        #expect(folded.output.contains("main;serve;parse 500 700\n"))
        let pprof = try bench("export", "head.folded", "--base", "base.folded", "--format", "pprof", "--out", "d.pb.gz")
        #expect(pprof.status == 0)
        #expect(try bench("export", "d.pb.gz", "--format", "folded").output.contains("main;serve;sort -250\n"))
    }

    @Test("each wrong input ends with 2, and with the path, the option or both")
    func wrong() throws {
        try bench.write("cut.pb.gz", try Profile.pprofSample.dropLast(9))
        try bench.write("empty", "")
        for (arguments, message) in [
            (["top", "cut.pb.gz"], "error: cut.pb.gz: compressed byte"),
            (["export", "cut.pb.gz", "--format", "folded"], "error: cut.pb.gz: compressed byte"),
            (["top", "empty"], "error: empty: the file is empty"),
            (["top", "head.folde"], "did you mean 'head.folded'?"),
            (["top", "head.folded", "--focus", "("], "error: --focus: '(' is no regular expression"),
            (["top", "head.folded", "--focus", "nobody"], "error: nothing is left of the 3 stacks of 'head.folded'"),
            (["top", "head.folded", "--label", "thread"], "--label: 'thread' is not of the form KEY=VALUE"),
            (["top", "head.folded", "--label", "a=b"], "it has no labels"),
            (["top", "head.folded", "--sample-type", "cpu"], "--sample-type: there is no 'cpu' among samples"),
            (["export", "head.folded", "--format", "pdf"], "--format"),
            (["export", "head.folded", "--format", "folded", "--out", "head.folded"], "which it would overwrite"),
            (["export", "head.folded", "--format", "pprof", "--out", "/proc/none/x"], "/proc/none/x"),
        ] {
            let outcome = try bench.run(arguments)
            #expect(outcome.status == 2, "\(arguments): \(outcome)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.contains(message), "\(arguments): \(outcome.errors)")
        }
        #expect(bench.read("head.folded")?.count == 60)
    }
}

extension Profile {
    fileprivate static var pprofSample: [UInt8] {
        get throws {
            var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
            builder.add(leafFirst: [builder.location(named: "main")], values: [1])
            return try builder.profile.pprof()
        }
    }
}
