import Testing

@testable import Lab

@Suite("Suites and names")
struct SuiteTests {
    private func names(@BenchmarkBuilder _ benchmarks: () -> [Benchmark]) -> [String] {
        Suite("s", benchmarks).entries.map(\.name)
    }

    @Test("a full name is made of the suite, the benchmark and its parameters, in the order of their declaration")
    func fullNames() {
        #expect(names { Benchmark("plain") {} } == ["s/plain"])
        #expect(names { Benchmark("b", ["n": 16, "a": "x", "f": 0.5, "t": true]) {} } == ["s/b/n=16/a=x/f=0.5/t=true"])
        #expect(names { Benchmark("b", ["n": 1], setUp: { 0 }) { $0 += 1 } } == ["s/b/n=1"])
        #expect(names { Benchmark("b", ["n": 1], input: { $0.next() }) { $0 &+ 1 } } == ["s/b/n=1"])
    }

    @Test("white space in a name becomes an underscore, since Go's benchmark text ends a name there")
    func whiteSpace() {
        #expect(names { Benchmark("two words", ["a\tb": "c\nd"]) {} } == ["s/two_words/a_b=c_d"])
        #expect(Suite("my suite") { Benchmark("b") {} }.entries.map(\.name) == ["my_suite/b"])
    }

    @Test("benchmarks are collected through loops, conditions and lists, in order")
    func builder() {
        let isOn = identity(true)
        let list = [Benchmark("l1") {}, Benchmark("l2") {}]
        let names = names {
            Benchmark("first") {}
            for n in [1, 2] {
                for order in ["up", "down"] { Benchmark("loop", ["n": n, "order": order]) {} }
            }
            if isOn { Benchmark("on") {} }
            if !isOn { Benchmark("off") {} }
            if isOn { Benchmark("then") {} } else { Benchmark("else") {} }
            list
        }
        #expect(
            names == [
                "s/first", "s/loop/n=1/order=up", "s/loop/n=1/order=down", "s/loop/n=2/order=up",
                "s/loop/n=2/order=down", "s/on", "s/then", "s/l1", "s/l2",
            ])
        #expect(self.names {}.isEmpty)
    }

    @Test("combinations are all there are, the last list varying fastest")
    func combined() {
        #expect(combinations([1, 2], ["a", "b"]).map { "\($0.0)\($0.1)" } == ["1a", "1b", "2a", "2b"])
        let three = combinations([1, 2], ["a", "b"], [true, false])
        #expect(three.count == 8)
        #expect(three.prefix(3).map { "\($0.0)\($0.1)\($0.2)" } == ["1atrue", "1afalse", "1btrue"])
        #expect(combinations([1], [String]()).isEmpty)
    }

    @Test("what is said of a benchmark is said of a copy, and adds up")
    func modifiers() {
        let plain = Benchmark("b") {}
        let told = plain.tags("a", "b").tags(["c"]).latency().throughput(.bytes(8)).timeLimit(.seconds(5))
            .metric("hits/op", .higherIsBetter).metric("size", .lowerIsBetter, .exact)
        #expect(told.tags == ["a", "b", "c"])
        #expect(told.kind == .latency)
        #expect(told.throughput == .bytes(8) && told.throughput?.amount == 8)
        #expect(told.timeLimit == .seconds(5))
        #expect(told.customMetrics == [Metric("hits/op", .higherIsBetter), Metric("size", .lowerIsBetter, .exact)])
        #expect(plain.tags.isEmpty && plain.kind == .rate && plain.throughput == nil && plain.customMetrics.isEmpty)
        #expect(plain.timeLimit == .seconds(30))
    }

    @Test("a suite's tags are on each of its benchmarks, beside their own")
    func suiteTags() {
        let suite = Suite("s", tags: ["slow"]) {
            Benchmark("a") {}.tags("own")
            Benchmark("b") {}
        }
        #expect(suite.benchmarks.map(\.tags) == [["slow", "own"], ["slow"]])
    }

    @Test("throughput is a rate of which more is better")
    func throughput() {
        #expect(Throughput.items(3).metric == Metric("items/s", .higherIsBetter))
        #expect(Throughput.bytes(3).metric == Metric("B/s", .higherIsBetter))
    }
}
