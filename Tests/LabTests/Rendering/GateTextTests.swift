import Testing

@testable import Lab

@Suite("The gate's text")
struct GateTextTests {
    private static func comparison(
        _ name: String, of metric: Metric = .allocations, _ base: [Double], _ head: [Double]
    ) throws -> Comparison {
        Comparison(try #require(PairedSample(benchmark: name, metric: metric, base: base, head: head)))
    }

    @Test("colours mark the verdicts and the decision, and move nothing")
    func colours() throws {
        let decision = Gate.decide([
            try Self.comparison("equivalent", [1, 1], [1, 1]), try Self.comparison("regressed", [1, 1], [2, 2]),
            try Self.comparison("improved", [2, 2], [1, 1]), try Self.comparison("b", [1, 3], [2, 4]),
        ])
        let plain = GateText(decision).text()
        let coloured = GateText(decision) { role, text in "<\(role)>\(text)</>" }.text()
        #expect(coloured.replacing(#/<[a-z\/]*>/#, with: "") == plain)
        let lines = coloured.split(separator: "\n").map(String.init)
        #expect(lines[1].hasSuffix("   equivalent"))
        #expect(lines[2].hasSuffix("   <bad>regressed</>"))
        #expect(lines[3].hasSuffix("   <good>improved</>"))
        #expect(lines[4].hasSuffix("   <caution>unresolved</>"))
        #expect(lines.contains { $0.hasPrefix("<bad>REGRESSED (4 comparisons") })
    }

    @Test("what is said of many is said once, with a few of the names")
    func gathered() throws {
        let same = try Self.comparison("same", [1, 1], [1, 1])
        func reasons(_ count: Int) -> [String] {
            let missing = (0..<count).map { GateSubject(benchmark: "b\($0)") }
            return Gate.decide([same], missingFromHead: missing).reasons
        }
        #expect(reasons(1) == ["b0: in base, missing from head"])
        #expect(reasons(5) == ["b0, b1, b2, b3, b4: in base, missing from head"])
        #expect(reasons(10_000) == ["b0, b1, b2, b3, and 9996 more: in base, missing from head"])
    }

    @Test("notes beyond twenty are counted, regressions are all told")
    func many() throws {
        let flickering = try (0..<30).map {
            try Self.comparison("flickering\($0)", [1_000, Double(1_001 + $0)], [1_000, 1_000])
        }
        let text = GateText(Gate.decide(flickering)).text()
        #expect(text.ranges(of: "note: ").count == 21)
        #expect(text.contains("note: and 10 more; --format json has all"))
        let regressions = try (0..<300).map { try Self.comparison("b\($0)", [1, 1], [2, 2]) }
        #expect(GateText(Gate.decide(regressions)).text().ranges(of: ": regressed by +100 %").count == 300)
    }

    @Test("any numbers can be shown")
    func extremes() throws {
        let values: [Double] = [
            0, -0.0, 1, -1, 0.1, 1e300, -1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude, 0x1p63, -0x1p63, 1e18,
        ]
        for base in values {
            for head in values {
                for metric in [Metric.allocations, .wallTime, Metric("widgets", .higherIsBetter)] {
                    let comparisons = [
                        try Self.comparison("b", of: metric, [base, base], [head, head]),
                        try Self.comparison(
                            "b", of: metric, Array(repeating: base, count: 8), [head, base, head, base, 0, 1]),
                    ]
                    let decision = Gate.decide(comparisons)
                    #expect(!GateText(decision).text().isEmpty)
                    #expect(!decision.markdown().isEmpty)
                    #expect(decision.csv().split(separator: "\n").count == 3)
                }
            }
        }
    }

    @Test("a count is shown with all its digits, a time rounded")
    func digits() throws {
        let text = GateText(
            Gate.decide([
                try Self.comparison("b", [1_234_567, 1_234_567], [1_234_568, 1_234_568]),
                try Self.comparison("b", of: .wallTime, [1.23456e-6], [1.23456e-6]),
            ])
        ).text()
        #expect(text.contains("1234567   1234568"))
        #expect(text.contains("1.235µ"))
    }

    @Test("markup and notifications cannot come from names")
    func markup() throws {
        let decision = Gate.decide([try Self.comparison("<b>|@all\n# [x](y)", [1, 1], [2, 2])])
        let text = decision.markdown()
        #expect(!text.contains("<b>") && !text.contains("@all") && !text.contains("\n# "))
        #expect(text.contains("&lt;b&gt;\\|&#64;all \\# \\[x\\](y)"))
    }
}
