import Testing

@testable import Lab

@Suite("Gate")
struct GateTests {
    static let base = spread(around: 1)

    static func comparisons() throws -> [String: Comparison] {
        [
            "slower": try compared(.time, base, spread(around: 1.2)),
            "faster": try compared(.time, base, spread(around: 0.8)),
            "same": try compared(.time, base, base),
            "wide": try compared(.time, spread(around: 1, by: 0.3), spread(around: 1.05, by: 0.3)),
            "few": try compared(.time, [1, 1], [1, 1]),
            "unlike": try compared(.time, base, base, obstacles: ["CPU: A against B"]),
            "infinite": try compared(.time, base, [.infinity]),
            "more allocations": try compared(.allocations, [10, 10], [11, 11]),
            "equal allocations": try compared(.allocations, [10, 10], [10, 10]),
            "wild allocations": try compared(.allocations, [10, 14], [12, 10]),
        ]
    }

    typealias Row = (
        of: [String], exact: GateDecision.Status, comparable: GateDecision.Status, all: GateDecision.Status
    )

    static let table: [Row] = [
        (["same"], .passed, .passed, .passed),
        (["faster"], .passed, .passed, .passed),
        (["slower"], .regressed, .regressed, .regressed),
        (["more allocations"], .regressed, .regressed, .regressed),
        (["equal allocations"], .passed, .passed, .passed),
        // Open times.
        (["same", "wide"], .passed, .passed, .undecided),
        (["wide"], .passed, .passed, .undecided),
        (["same", "few"], .passed, .undecided, .undecided),
        (["same", "unlike"], .passed, .undecided, .undecided),
        (["equal allocations", "unlike"], .passed, .undecided, .undecided),
        (["same", "infinite"], .passed, .undecided, .undecided),
        // Open counts are asked for by every policy.
        (["same", "wild allocations"], .undecided, .undecided, .undecided),
        // A regression weighs more than anything open.
        (["slower", "wild allocations"], .regressed, .regressed, .regressed),
        (["more allocations", "unlike"], .regressed, .regressed, .regressed),
        // Where not one comparison could be made, nothing passes.
        (["unlike"], .undecided, .undecided, .undecided),
        (["few"], .undecided, .undecided, .undecided),
        ([], .nothingInCommon, .nothingInCommon, .nothingInCommon),
    ]

    @Test("each policy comes to its status", arguments: table)
    func statuses(row: Row) throws {
        let known = try Self.comparisons()
        let chosen = try row.of.map { try #require(known[$0]) }
        let expected: [(GatePolicy.Requirement, GateDecision.Status)] = [
            (.exact, row.exact), (.comparable, row.comparable), (.all, row.all),
        ]
        for (requirement, status) in expected {
            let decision = Gate.decide(chosen, policy: GatePolicy(require: requirement))
            #expect(decision.status == status, "\(row.of) under \(requirement)")
            #expect(decision.reasons.isEmpty == (status == .passed), "\(row.of) under \(requirement)")
            #expect(decision.items.map(\.comparison) == chosen)
        }
    }

    @Test("the default policy is the middle one")
    func defaultPolicy() { #expect(GatePolicy().require == .comparable) }

    @Test("exit statuses are those of the command line's contract")
    func exitStatuses() {
        let expected: [GateDecision.Status: Int32] = [.passed: 0, .regressed: 1, .undecided: 4, .nothingInCommon: 4]
        for status in GateDecision.Status.allCases { #expect(status.exitStatus == expected[status]) }
    }

    @Test("each comparison says whether it is decided and whether a decision is asked for")
    func items() throws {
        let known = try Self.comparisons()
        let chosen = try ["slower", "wide", "unlike"].map { try #require(known[$0]) }
        let decision = Gate.decide(chosen)
        #expect(decision.items.map(\.isDecided) == [true, false, false])
        #expect(decision.items.map(\.asksForDecision) == [false, false, true])
    }

    @Test("which kind of metric decided is told")
    func kinds() throws {
        let known = try Self.comparisons()
        func decidedBy(_ names: [String]) throws -> Set<MetricKind> {
            Gate.decide(try names.map { try #require(known[$0]) }).decidedBy
        }
        #expect(try decidedBy(["slower", "equal allocations"]) == [.statistical])
        #expect(try decidedBy(["same", "more allocations"]) == [.exact])
        #expect(try decidedBy(["slower", "more allocations"]) == [.statistical, .exact])
        #expect(try decidedBy(["same", "equal allocations"]) == [.statistical, .exact])
        #expect(try decidedBy(["wide", "equal allocations"]) == [.exact])
        #expect(try decidedBy(["same", "wild allocations"]) == [.exact])
        #expect(try decidedBy([]).isEmpty)
    }

    @Test("what is missing from head never passes silently")
    func missing() throws {
        let same = try #require(try Self.comparisons()["same"])
        let benchmark = GateSubject(benchmark: "shop/list")
        let time = GateSubject(benchmark: "shop/list", metric: .time)
        let count = GateSubject(benchmark: "shop/list", configuration: ["n": "8"], metric: .allocations)
        func decide(_ missing: GateSubject, _ requirement: GatePolicy.Requirement) -> GateDecision {
            Gate.decide([same], missingFromHead: [missing], policy: GatePolicy(require: requirement))
        }
        for requirement in [GatePolicy.Requirement.comparable, .all] {
            for subject in [benchmark, time, count] { #expect(decide(subject, requirement).status == .undecided) }
        }
        // Under the exact policy a missing time is noted; a missing count, or whole benchmark, is asked for.
        #expect(decide(benchmark, .exact).status == .undecided)
        #expect(decide(count, .exact).status == .undecided)
        #expect(decide(count, .exact).reasons == ["shop/list allocs/op [n=8]: in base, missing from head"])
        #expect(decide(time, .exact).status == .passed)
        #expect(decide(time, .exact).notes == ["shop/list sec/op: in base, missing from head"])
        #expect(Gate.decide([], missingFromHead: [benchmark]).status == .nothingInCommon)
    }

    @Test("a failed benchmark leaves the gate undecided under every policy", arguments: GatePolicy.Requirement.allCases)
    func failures(require: GatePolicy.Requirement) throws {
        let same = try #require(try Self.comparisons()["same"])
        let failure = GateFailure(benchmark: "shop/order", reason: "killed by signal 11")
        let decision = Gate.decide([same], failures: [failure], policy: GatePolicy(require: require))
        #expect(decision.status == .undecided)
        #expect(decision.reasons == ["shop/order: failed, killed by signal 11"])
    }

    @Test("what is new in head is noted and fails nothing")
    func new() throws {
        let same = try #require(try Self.comparisons()["same"])
        let decision = Gate.decide(
            [same], newInHead: [GateSubject(benchmark: "new")], policy: GatePolicy(require: .all))
        #expect(decision.status == .passed)
        #expect(decision.notes == ["new: new in head, nothing to compare it with"])
    }

    @Test("reasons name the benchmark, the metric, the change and how sure it is")
    func reasons() throws {
        let known = try Self.comparisons()
        let slower = Gate.decide([try #require(known["slower"])]).reasons
        #expect(slower.count == 1)
        #expect(slower.first?.hasPrefix("b sec/op: regressed by +20 % (+19.") == true)
        #expect(slower.first?.hasSuffix("p = 1.08e-05)") == true)
        #expect(
            Gate.decide([try #require(known["more allocations"])]).reasons
                == ["b allocs/op: regressed by +10 % (10 against 11)"])
        #expect(
            Gate.decide([try #require(known["unlike"])]).reasons
                == [
                    "b sec/op: unresolved, not comparable: CPU: A against B", "not one comparison could be made",
                ])
        #expect(
            Gate.decide([try compared(.allocations, [0, 0], [1, 1])]).reasons
                == ["b allocs/op: regressed (0 against 1)"])
    }

    @Test("a count that varies or was seen once is noted even where it is decided")
    func notes() throws {
        let flicker = try compared(.allocations, [100, 101, 100], [100, 100, 101])
        let decision = Gate.decide([flicker])
        #expect(decision.status == .passed)
        #expect(
            decision.notes == [
                "b allocs/op: base varies between rounds: 100 … 101",
                "b allocs/op: head varies between rounds: 100 … 101",
            ])
        let wide = try #require(try Self.comparisons()["wide"])
        #expect(Gate.decide([wide]).notes.first?.contains("straddles ±5 %") == true)
    }

    @Test("comparisons that differ in configuration alone are told apart in the reasons")
    func ambiguousNames() throws {
        func comparison(_ system: String) throws -> Comparison {
            Comparison(
                try #require(
                    PairedSample(
                        benchmark: "b", configuration: ["goos": system], metric: .allocations, base: [1], head: [2])))
        }
        let reasons = Gate.decide([try comparison("linux"), try comparison("darwin")]).reasons
        #expect(
            reasons == [
                "b allocs/op [goos=linux]: regressed by +100 % (1 against 2)",
                "b allocs/op [goos=darwin]: regressed by +100 % (1 against 2)",
            ])
    }
}
