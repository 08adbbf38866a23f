import Testing

@testable import BenchRunner
@testable import Lab

@Suite("Report page")
struct ReportPageTests {
    static let hostileNames = [
        "<script>alert(1)</script>", "a\"b'c&d", "قياس/السرعة=عالية", "emoji/🐢→🐇/👩‍👩‍👧‍👦", "evil\u{202E}txt.exe",
        "nul\u{0}bell\u{7}",
        "line\nbreak", String(repeating: "long/", count: 60), "-->", "]]>", "&lt;b&gt;", " ",
    ]

    /// Pages of every kind, by what they show.
    static func pages(_ fixture: ReportFixture) throws -> [(what: String, page: ReportPage)] {
        let plain = ReportFixture.Benchmark(
            name: "shop/list", times: around(1e-6), allocations: [3, 3], throughput: .items(10), tags: ["db"],
            notes: ["<b>a note</b>"])
        let slower = ReportFixture.Benchmark(name: "shop/list", times: around(1.5e-6), allocations: [4, 4])
        let latency = ReportFixture.Benchmark(
            name: "shop/get", kind: .latency, times: around(2e-6), operations: [1_500, 2_000, 2_500, 90_000])
        let failed = ReportFixture.Benchmark(
            name: "crash",
            failures: [
                RoundFailure(.crashed, detail: "signal 11 <SIGSEGV>", output: "</pre><script>x</script>\u{1B}[1m"),
                RoundFailure(.skipped, detail: "it had failed before"),
            ])
        let hostile = hostileNames.map {
            ReportFixture.Benchmark(
                name: $0, times: around(1e-3), tags: ["<i>"], custom: (Metric("<u>/op"), around(5)))
        }
        var other = ReportFixture.environment
        other.cpu = "Model <2>"
        let one = try fixture.run("one.jsonl", [plain, latency])
        let head = try fixture.run("head.jsonl", [slower, latency, failed])
        let third = try fixture.run("third & last.jsonl", [slower])
        let unlike = try fixture.run("unlike.jsonl", [plain], environment: other)
        let allHostile = try fixture.run("hostile.jsonl", hostile)
        let empty = try fixture.run("empty.jsonl", [failed])
        let single = try fixture.run("single.jsonl", [.init(name: "zero", times: [0]), .init(name: "one", times: [1])])
        return try [
            ("one run", fixture.report(one)), ("two runs", fixture.report(one, head)),
            ("three runs", fixture.report(one, head, third)), ("unlike machines", fixture.report(one, unlike)),
            ("hostile names", fixture.report(allHostile)), ("hostile comparison", fixture.report(allHostile, one)),
            ("failures alone", fixture.report(empty)), ("a failed base", fixture.report(head, one)),
            ("single rounds", fixture.report(single, single)),
        ].map { ($0.0, ReportPage($0.1)) }
    }

    @Test("pages are well formed, with anchors that are there once and links that lead somewhere")
    func wellFormed() throws {
        let fixture = try ReportFixture()
        for (what, page) in try Self.pages(fixture) {
            let root = try PageParser.parse(page.html)
            #expect(root.children.map(\.name) == ["html"], "\(what)")
            let ids = root.all().compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count, "\(what): an id is there twice")
            for link in root.all("a") {
                let target = try #require(link.attributes["href"])
                #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(what): \(target)")
            }
            for picture in root.all({ $0.attributes["aria-labelledby"] != nil }) {
                for id in picture.attributes["aria-labelledby"]?.split(separator: " ") ?? [] {
                    #expect(ids.contains(String(id)), "\(what): \(id)")
                }
            }
        }
    }

    @Test("pages load nothing")
    func selfContained() throws {
        let fixture = try ReportFixture()
        for (what, page) in try Self.pages(fixture) {
            for text in ["http://", "https://", "src=", "@import", "url(", "<link", "<img", "<iframe", "javascript:"] {
                #expect(!page.html.contains(text), "\(what): \(text)")
            }
            let root = try PageParser.parse(page.html)
            #expect(root.all("script").count == 1, "\(what)")
            #expect(root.all().allSatisfy { !$0.attributes.keys.contains { $0.hasPrefix("on") || $0 == "style" } })
            let policy = root.all { $0.attributes["http-equiv"] == "Content-Security-Policy" }
            #expect(policy.first?.attributes["content"]?.hasPrefix("default-src 'none'") == true)
        }
    }

    @Test("hostile names are shown as they are, and nothing but text")
    func hostile() throws {
        let fixture = try ReportFixture()
        let report = try fixture.report(
            try fixture.run("h.jsonl", Self.hostileNames.map { .init(name: $0, times: around(1)) }))
        let root = try PageParser.parse(ReportPage(report).html)
        let shown = root.all("summary").flatMap { $0.all("bdi", class: "name") }.map(\.text)
        #expect(shown.contains("<script>alert(1)</script>"))
        #expect(shown.contains("a\"b'c&d"))
        #expect(shown.contains("emoji/🐢→🐇/👩‍👩‍👧‍👦"))
        #expect(shown.contains("evil\u{FFFD}txt.exe"))
        #expect(shown.contains("&lt;b&gt;"))
        #expect(shown.count == Self.hostileNames.count)
    }

    @Test("the same input gives the same bytes")
    func deterministic() throws {
        let fixture = try ReportFixture()
        let first = try Self.pages(fixture).map(\.page.html)
        let again = try ReportFixture()
        let second = try Self.pages(again).map { $0.page.html.replacing(again.directory, with: fixture.directory) }
        #expect(first == second)
    }

    @Test("numbers of any size make a page")
    func extremes() throws {
        let fixture = try ReportFixture()
        let values: [Double] = [0, .leastNonzeroMagnitude, 1e308, -1e308, 1, -1, 1e-30, .greatestFiniteMagnitude]
        let benchmarks = [
            ReportFixture.Benchmark(
                name: "a", times: values.map(abs), allocations: [0, 1e300], throughput: .items(1 << 50),
                custom: (Metric("balance"), values)),
            ReportFixture.Benchmark(name: "b", kind: .latency, times: [0, 0], operations: [0, .max >> 11, 0]),
        ]
        let path = try fixture.run("r.jsonl", benchmarks)
        let text = try #require(TextFile.contents(path))
        let huge = fixture.path("huge.jsonl")
        try OutputFile.write(
            text.replacing("\"iterations\":100", with: "\"iterations\":9007199254740992")
                .replacing("\"timeRounds\":8", with: "\"timeRounds\":100000"), to: huge)
        for report in try [fixture.report(path), fixture.report(path, huge), fixture.report(huge, path)] {
            _ = try PageParser.parse(ReportPage(report).html)
        }
    }

    @Test("verdicts are counted, and the sentence is the gate's")
    func verdicts() throws {
        let fixture = try ReportFixture()
        let base = try fixture.run(
            "base.jsonl",
            [
                .init(name: "slower", times: around(1), allocations: [5, 5]),
                .init(name: "faster", times: around(1), allocations: [5, 5]), .init(name: "same", times: around(1)),
                .init(name: "wide", times: around(1, by: 0.3)), .init(name: "gone", times: around(1)),
            ])
        let head = try fixture.run(
            "head.jsonl",
            [
                .init(name: "slower", times: around(1.3), allocations: [6, 6]),
                .init(name: "faster", times: around(0.7), allocations: [5, 5]), .init(name: "same", times: around(1)),
                .init(name: "wide", times: around(1.02, by: 0.3)),
            ])
        let report = try fixture.report(base, head)
        let root = try PageParser.parse(ReportPage(report).html)
        let counts = root.all("ul", class: "counts")[0].all("li").map(\.text)
        #expect(counts == ["2 regressed", "1 improved", "1 unresolved", "2 equivalent"])
        let rows = root.all("table", class: "comparisons")[0].all("tbody")[0].all("tr")
        #expect(rows.count == 6)
        #expect(
            rows.map { $0.all("span", class: "verdict")[0].text } == [
                "regressed", "regressed", "improved", "unresolved", "equivalent", "equivalent",
            ])
        #expect(rows[0].all("bdi", class: "name")[0].text == "slower")
        let decision = try #require(report.comparisons.first?.decision)
        #expect(decision.status == .regressed)
        #expect(root.all("p", class: "headline").map(\.text) == [decision.headline])
        let reasons = root.all("ul", class: "reasons").flatMap { $0.all("li") }
        #expect(reasons.map { $0.text.replacing("\u{A0}", with: " ") } == decision.reasons)
        // Of what is regressed the section stands open, and says the verdict in words.
        let open = root.all("details", class: "benchmark").filter { $0.attributes["open"] != nil }
        #expect(open.contains { $0.text.contains("regressed") })
    }

    @Test("several heads are each judged as a gate would judge them alone")
    func severalHeads() throws {
        let fixture = try ReportFixture()
        let base = try fixture.run("base.jsonl", [.init(name: "a", times: around(1))])
        let same = try fixture.run("same.jsonl", [.init(name: "a", times: around(1))])
        let slow = try fixture.run("slow.jsonl", [.init(name: "a", times: around(1.4))])
        let report = try fixture.report(base, same, slow)
        #expect(report.comparisons.map(\.decision.status) == [.passed, .regressed])
        let root = try PageParser.parse(ReportPage(report).html)
        #expect(
            root.all("section", class: "comparison").map { $0.all("h2")[0].text } == [
                "same against base", "slow against base",
            ])
        let section = root.all("details", class: "benchmark")[0]
        #expect(section.all("svg", class: "plot")[0].all("text", class: "caption").count == 3)
    }

    @Test("what failed stands first, with its reason, and its output further down")
    func failures() throws {
        let fixture = try ReportFixture()
        let run = try fixture.run(
            "f.jsonl",
            [
                .init(name: "good", times: around(1)),
                .init(
                    name: "bad",
                    failures: [
                        RoundFailure(.crashed, detail: "signal 6", output: "Fatal error: <here>\n"),
                        RoundFailure(.skipped, detail: "it had failed before"),
                    ]),
            ])
        let root = try PageParser.parse(ReportPage(try fixture.report(run)).html)
        let first = root.all("main")[0].children[0]
        #expect(first.classes == ["failures"])
        #expect(first.text.contains("1\u{A0}benchmark failed"))
        #expect(
            first.all("p").map(\.text) == [
                "crashed: signal 6 – round 0", "was left out: it had failed before – round 1",
            ])
        #expect(root.all("pre").map(\.text) == ["\nFatal error: <here>\n"])
        let rows = root.all("section", class: "results")[0].all("tbody")[0].all("tr")
        #expect(rows.map { $0.all("span", class: "failed").map(\.text) } == [[], [" failed"]])
    }

    @Test("runs of unlike machines are told apart where they differ, and their times are not judged")
    func environments() throws {
        let fixture = try ReportFixture()
        var other = ReportFixture.environment
        other.cpu = "Model 2"
        let base = try fixture.run("base.jsonl", [.init(name: "a", times: around(1), allocations: [1, 1])])
        let head = try fixture.run(
            "head.jsonl", [.init(name: "a", times: around(2), allocations: [1, 1])], environment: other)
        let report = try fixture.report(base, head)
        let root = try PageParser.parse(ReportPage(report).html)
        #expect(root.all("tr", class: "differs").map { $0.all("td").map(\.text) } == [["Model 1", "Model 2"]])
        #expect(
            root.all("ul", class: "differences").map(\.text).joined().contains(
                "CPU: Model 1 in the base, Model 2 in the head"))
        #expect(report.comparisons[0].count(.unresolved) == 1)
        #expect(report.comparisons[0].count(.equivalent) == 1)
    }

    @Test("a run that is not complete says so, and one of a debug build, too")
    func notices() throws {
        let fixture = try ReportFixture()
        var debug = ReportFixture.environment
        debug.build = "debug"
        let run = try fixture.run("r.jsonl", [.init(name: "a", times: [1, 1])], environment: debug, plannedRounds: 5)
        let root = try PageParser.parse(ReportPage(try fixture.report(run)).html)
        #expect(
            root.all("ul", class: "notices")[0].all("li").map(\.text) == [
                "r is of a debug build; its times say nothing of a release build.",
                "\(run): the run is not complete: 2 of 5 rounds are there",
            ])
    }

    @Test("results show figures, intervals and the rounds")
    func results() throws {
        let fixture = try ReportFixture()
        let run = try fixture.run(
            "r.jsonl",
            [
                .init(
                    name: "a", times: [1e-6, 1.1e-6, 0.9e-6, 1e-6, 1e-6, 1e-6], allocations: [12, 12],
                    throughput: .bytes(1 << 20)),
                .init(name: "b", kind: .latency, times: around(5e-3), operations: [1_000_000, 9_000_000]),
            ])
        let root = try PageParser.parse(ReportPage(try fixture.report(run)).html)
        let tables = root.all("section", class: "results")[0].all("table")
        #expect(tables.count == 2)
        let cells = tables[0].all("tbody")[0].all("td").filter { $0.classes != ["plot"] }.map(\.text)
        #expect(cells == ["1.000\u{A0}µs", "±\u{A0}10\u{A0}%", "12", "976.6\u{A0}GiB"])
        #expect(tables[1].all("thead")[0].all("th").map(\.text).prefix(2) == ["benchmark", "p50"])
        let section = root.all("details", class: "benchmark")[0]
        // Six dots, each with its value; the description says the same to who cannot see them.
        #expect(section.all("circle").map(\.text)[1] == "round 1: 1.100\u{A0}µs\n")
        #expect(section.all("circle").count == 6)
        #expect(section.all("desc")[0].text.contains("median 1.000\u{A0}µs"))
        #expect(root.all("svg", class: "percentiles").count == 1)
    }
}
