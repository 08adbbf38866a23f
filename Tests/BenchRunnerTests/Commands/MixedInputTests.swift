import Lab
import Testing

@Suite("Run files and Go benchmark text in any mix")
struct MixedInputTests {
    enum Format: String, CaseIterable, Sendable {
        case run, text

        func bytes(_ run: SyntheticRun) throws -> [UInt8] {
            self == .run ? run.text : try Inputs.goText(of: run)
        }
    }

    enum Way: String, CaseIterable, Sendable {
        case path = "X=base; exec \"$0\" %"
        case redirection = "exec \"$0\" % <base"
        case pipe = "cat base | \"$0\" %"
        case namedPipe = "mkfifo fifo; cat base >fifo & exec \"$0\" %"

        var name: String {
            switch self {
            case .path: "base"
            case .redirection, .pipe: "-"
            case .namedPipe: "fifo"
            }
        }

        func line(_ arguments: String) -> String { rawValue.replacing("%", with: arguments) }
    }

    @Test(
        "gate sees a regression between any two formats, and none where there is none",
        arguments: Format.allCases, Format.allCases)
    func gate(base: Format, head: Format) throws {
        let bench = try Bench()
        try bench.write("base", base.bytes(Inputs.run))
        try bench.write("same", head.bytes(Inputs.laterRun))
        try bench.write("slower", head.bytes(GateStatusTests.slower))
        let same = try bench("gate", "same", "--baseline", "base")
        #expect(same.status == 0, "\(same)")
        #expect(same.output.contains("PASSED (6 comparisons"))
        let slower = try bench("gate", "slower", "--baseline", "base")
        #expect(slower.status == 1, "\(slower)")
        #expect(slower.output.contains("shop/order sec/op: regressed"))
    }

    @Test("allocations are exact in any mix with a run file", arguments: Format.allCases)
    func exact(base: Format) throws {
        let bench = try Bench()
        try bench.write("base", base.bytes(Inputs.run))
        try bench.write("head", (base == .run ? Format.text : .run).bytes(GateStatusTests.allocating))
        let outcome = try bench("gate", "head", "--baseline", "base")
        #expect(outcome.status == 1)
        #expect(outcome.output.contains("shop/list allocs/op: regressed by +8.3 % (12 against 13)"))
    }

    @Test(
        "an input may be a file, standard input, a pipe or a named pipe, for compare and for gate",
        arguments: Format.allCases, Way.allCases)
    func ways(format: Format, way: Way) throws {
        let bench = try Bench()
        try bench.write("base", format.bytes(Inputs.run))
        try bench.write("head", format.bytes(Inputs.laterRun))
        let gate = try bench.shell(way.line("gate head --baseline \(way.name)"))
        #expect(gate.status == 0, "\(gate)")
        #expect(gate.output.contains("PASSED (6 comparisons: 6 equivalent"))
        try? bench.removeFIFO()
        let turned = try bench.shell(way.line("gate \(way.name) --baseline head"))
        #expect(turned.status == 0, "\(turned)")
        try? bench.removeFIFO()
        let compare = try bench.shell(way.line("compare old=\(way.name) new=head --format csv"))
        #expect(compare.status == 0, "\(compare)")
        #expect(compare.output.contains(",old,,new,,,") && compare.output.contains("shop/history,"))
    }

    @Test("messages call a piped input by its name")
    func messages() throws {
        let bench = try Bench()
        try bench.write("head", Inputs.laterRun.text)
        let text = try bench.shell("printf 'BenchmarkA 1 nan ns/op\\n' | \"$0\" gate head --baseline -")
        #expect(text.status == 2)
        #expect(text.errors.contains("standard input:1: ns/op is 'nan', which is no finite number"))
        let run = try bench.shell("head -c 3000 head | sed s/time/tame/ | \"$0\" gate head --baseline -")
        #expect(run.status == 2)
        #expect(run.errors.contains("standard input:"))
    }

    @Test("compare puts run files and text side by side by what both record")
    func compareMixture() throws {
        let bench = try Bench()
        try bench.write("old.txt", Inputs.goText(of: Inputs.run))
        try bench.write("new.jsonl", Inputs.laterRun.text)
        let outcome = try bench("compare", "old.txt", "new.jsonl")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("cpu: Synthetic CPU\n"))
        #expect(outcome.output.contains("(p=") && outcome.output.contains("n=10)"))
        #expect(outcome.errors.isEmpty, "\(outcome.errors)")
    }

    @Test("Go's number of processors in a name is left out where that is asked for")
    func processors() throws {
        let bench = try Bench()
        let text = String(decoding: try Inputs.goText(of: Inputs.run), as: UTF8.self)
        try bench.write("old.txt", text.replacing(" 1000 ", with: "-8 1000 "))
        try bench.write("new.jsonl", Inputs.laterRun.text)
        #expect(try bench("gate", "new.jsonl", "--baseline", "old.txt").status == 4)
        let outcome = try bench("gate", "new.jsonl", "--baseline", "old.txt", "--ignore", "/gomaxprocs")
        #expect(outcome.status == 0, "\(outcome)")
    }

    @Test("text of another processor is no like machine, and text that names none is noted")
    func processor() throws {
        let bench = try Bench()
        try bench.write("head.jsonl", Inputs.laterRun.text)
        try bench.write("other.txt", Inputs.goText(of: Inputs.run, cpu: "Another CPU"))
        try bench.write("silent.txt", Inputs.goText(of: Inputs.run, cpu: nil))
        let other = try bench("gate", "head.jsonl", "--baseline", "other.txt")
        #expect(other.status == 4)
        #expect(other.output.contains("cpu: Another CPU against Synthetic CPU"))
        let silent = try bench("gate", "head.jsonl", "--baseline", "silent.txt")
        #expect(silent.status == 0)
        #expect(silent.errors.contains("silent.txt does not say which processor it was measured on"))
    }

    @Test("text that mixes machines or packages is compared with nothing")
    func mixtures() throws {
        let bench = try Bench()
        try bench.write("base.txt", Inputs.goText(of: Inputs.run) + Inputs.goText(of: Inputs.laterRun, cpu: "Other"))
        try bench.write("head.txt", Inputs.goText(of: Inputs.run) + Inputs.goText(of: Inputs.laterRun, cpu: "Other"))
        let machines = try bench("gate", "head.txt", "--baseline", "base.txt")
        #expect(machines.status == 4)
        #expect(machines.output.contains("base mixes machines, builds or packages (cpu: Synthetic CPU and Other)"))
        let one = try bench("gate", "head.txt", "--baseline", "base.txt", "--filter", "cpu:Other")
        #expect(one.status == 0, "\(one)")

        try bench.write(
            "base.txt", Inputs.goText(of: Inputs.run) + Inputs.goText(of: Inputs.laterRun, package: "other"))
        try bench.write("head.jsonl", Inputs.laterRun.text)
        let packages = try bench("gate", "head.jsonl", "--baseline", "base.txt")
        #expect(packages.status == 4)
        #expect(packages.output.contains("(pkg: example.org/shop and other)"))
        // Text against text, each package is compared with itself.
        let apart = try bench("gate", "base.txt", "--baseline", "base.txt")
        #expect(apart.status == 0)
        #expect(apart.output.contains("sec/op [pkg=other]"))
    }
}

extension Bench {
    fileprivate func removeFIFO() throws { _ = try shell("rm -f fifo") }
}
