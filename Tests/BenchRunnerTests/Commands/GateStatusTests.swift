import Lab
import Testing

@Suite("Exit statuses of gate")
struct GateStatusTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var base = Inputs.run
        var head = Inputs.laterRun
        var arguments: [String] = []
        var status: Int32
        /// What the output has to say.
        var says: [String] = []
        var hides: [String] = []

        init(
            _ description: String, base: SyntheticRun = Inputs.run, head: SyntheticRun = Inputs.laterRun,
            arguments: [String] = [], _ status: Int32, says: [String], hides: [String] = []
        ) {
            testDescription = description
            self.base = base
            self.head = head
            self.arguments = arguments
            self.status = status
            self.says = says
            self.hides = hides
        }
    }

    static let slower = Inputs.laterRun.with("shop/order") { $0.seconds *= 1.1 }
    static let allocating = Inputs.laterRun.with("shop/list") { $0.allocations = 13 }
    static let failure = RoundFailure(.crashed, detail: "signal SIGSEGV", output: "so far\n")

    static let cases: [Case] = [
        Case("another run of the same passes", 0, says: ["PASSED", "6 equivalent", "exact counts and times"]),
        Case(
            "10 % slower at a threshold of 5 %", head: slower, 1,
            says: ["REGRESSED", "shop/order sec/op: regressed by +"], hides: ["shop/list sec/op: regressed"]),
        Case(
            "10 % slower at a threshold of 20 %", head: slower, arguments: ["--threshold", "20%"], 0, says: ["PASSED"]),
        Case(
            "10 % faster", head: Inputs.laterRun.with("shop/order") { $0.seconds /= 1.1 }, 0,
            says: ["PASSED", "1 improved"]),
        Case(
            "one allocation more", head: allocating, 1,
            says: ["shop/list allocs/op: regressed by +8.3 % (12 against 13)"]),
        Case(
            "the first allocation of an operation that had none",
            head: Inputs.laterRun.with("shop/history") { $0.allocations = 1 }, 1,
            says: ["shop/history allocs/op: regressed (0 against 1)"]),
        Case(
            "one allocation less", head: Inputs.laterRun.with("shop/list") { $0.allocations = 11 }, 0,
            says: ["PASSED", "1 improved"]),
        Case(
            "one allocation more in a million",
            base: Inputs.run.with("shop/list") { $0.allocations = 1_234_567 },
            head: Inputs.laterRun.with("shop/list") { $0.allocations = 1_234_568 }, 1,
            says: ["(1234567 against 1234568)"]),
        Case(
            "a benchmark that is not selected regressed", head: slower, arguments: ["--filter", "shop/list"], 0,
            says: ["PASSED (2 comparisons"], hides: ["shop/order"]),
        Case(
            "the regressed benchmark is selected, its counts only", head: slower,
            arguments: ["-filter", "shop/order .unit:allocs/op"], 0, says: ["PASSED (1 comparison: 1 equivalent"]),

        Case(
            "an unlike machine under the default policy", head: Inputs.elsewhere, 4,
            says: [
                "UNDECIDED", "shop/list sec/op, shop/order sec/op, shop/history sec/op: unresolved, not comparable",
                "cpu: Synthetic CPU against Another CPU", "kernel: 1.0 against 2.0",
            ]),
        Case(
            "an unlike machine where counts are all that is required", head: Inputs.elsewhere,
            arguments: ["--require", "exact"], 0, says: ["PASSED", "decided by exact counts", "not comparable"]),
        Case(
            "one allocation more on an unlike machine",
            head: Inputs.elsewhere.with("shop/list") { $0.allocations = 13 }, 1,
            says: ["shop/list allocs/op: regressed", "decided by exact counts"]),
        Case(
            "10 % slower on an unlike machine is never called a regression, and never passes",
            head: Inputs.elsewhere.with("shop/order") { $0.seconds *= 1.1 }, 4, says: ["UNDECIDED"],
            hides: ["regressed"]),
        Case(
            "a debug build against a release build",
            head: Inputs.laterRun.changed { $0.environment.build = "debug" }, 4,
            says: ["build: release against debug"]),

        Case(
            "nothing in common", head: SyntheticRun(operations: [.init("other", allocations: 1)]), 4,
            says: ["NOTHING TO COMPARE", "shop/list sec/op", "missing from head", "other sec/op, other allocs/op: new"]),
        Case(
            "a filter that selects nothing", arguments: ["--filter", "nothing"], 4, says: ["NOTHING TO COMPARE"]),
        Case(
            "a benchmark missing from head", head: Inputs.laterRun.changed { $0.operations.removeLast() }, 4,
            says: ["shop/history sec/op, shop/history allocs/op: in base, missing from head"]),
        Case(
            "a benchmark that is new in head",
            head: Inputs.laterRun.changed { $0.operations.append(.init("new", allocations: 1)) }, 0,
            says: ["PASSED", "note: new sec/op, new allocs/op: new in head, nothing to compare it with"]),
        Case(
            "a failed benchmark in head", head: Inputs.laterRun.with("shop/list") { $0.failure = failure }, 4,
            says: ["shop/list: failed, crashed: signal SIGSEGV"], hides: ["missing from head"]),
        Case(
            "a failed benchmark in base", base: Inputs.run.with("shop/list") { $0.failure = failure }, 0,
            says: ["note: shop/list: failed in base, crashed: signal SIGSEGV"]),
        Case(
            "a failed benchmark and a regression", head: slower.with("shop/list") { $0.failure = failure }, 1,
            says: ["REGRESSED", "shop/list: failed"]),
        Case(
            "a failed benchmark that is not selected",
            head: Inputs.laterRun.with("shop/list") { $0.failure = failure },
            arguments: ["--filter", "-shop/list"], 0, says: ["PASSED"]),
        Case(
            "too few rounds", base: Inputs.run.changed { $0.rounds = 3 },
            head: Inputs.laterRun.changed { $0.rounds = 3 },
            4, says: ["unresolved, 4 or more rounds a side needed", "base has 3, head 3"]),
        Case(
            "too few rounds where counts are all that is required", head: Inputs.laterRun.changed { $0.rounds = 1 },
            arguments: ["--require", "exact"], 0, says: ["PASSED"]),

        Case(
            "an interval that straddles the threshold", head: noisy, arguments: ["--filter", ".unit:sec/op"], 0,
            says: ["PASSED", "straddles"]),
        Case(
            "an interval that straddles the threshold where all has to be decided", head: noisy,
            arguments: ["--require", "all"], 4, says: ["UNDECIDED", "straddles"]),

        Case(
            "head was measured without allocations", head: Inputs.laterRun.withoutAllocations, 4,
            says: [
                "UNDECIDED",
                "shop/list allocs/op, shop/order allocs/op, shop/history allocs/op: in base, missing from head",
            ]),
        Case(
            "head was measured without allocations, and they are required",
            head: Inputs.laterRun.withoutAllocations, arguments: ["--require", "exact"], 4, says: ["missing from head"]),
        Case(
            "base was measured without allocations", base: Inputs.run.withoutAllocations, 0,
            says: ["PASSED", "allocs/op: new in head, nothing to compare it with"], hides: ["missing"]),
    ]

    static let noisy = Inputs.laterRun.changed { run in
        run.noise = 0.6
        run["shop/list"].seconds *= 1.05
    }

    @Test("the status follows from what changed, and the output names it", arguments: cases)
    func status(_ it: Case) throws {
        let bench = try Bench()
        try bench.write("base.jsonl", it.base.text)
        try bench.write("head.jsonl", it.head.text)
        let outcome = try bench.run(["gate", "head.jsonl", "--baseline", "base.jsonl"] + it.arguments)
        #expect(outcome.status == it.status, "\(outcome)")
        for text in it.says { #expect(outcome.output.contains(text), "\(outcome.output)") }
        for text in it.hides { #expect(!outcome.output.contains(text), "\(outcome.output)") }
    }

    @Test("making an operation slower turns the gate red, undoing it turns it green, and so for an allocation")
    func redAndGreen() throws {
        let bench = try Bench()
        try bench.write("main.jsonl", Inputs.run.text)
        #expect(try bench("baseline", "save", "main", "main.jsonl").status == 0)
        for (head, status) in [(Self.slower, 1), (Inputs.laterRun, 0), (Self.allocating, 1), (Inputs.laterRun, 0)] {
            try bench.write("head.jsonl", head.text)
            #expect(try bench("gate", "head.jsonl", "--baseline", "main").status == Int32(status))
        }
    }
}

extension SyntheticRun {
    func changed(_ change: (inout SyntheticRun) -> Void) -> SyntheticRun {
        var run = self
        change(&run)
        return run
    }

    var withoutAllocations: SyntheticRun {
        changed { run in for index in run.operations.indices { run.operations[index].allocations = nil } }
    }
}
