import Lab

extension WorkloadSuites {
    /// What the lab itself costs.
    static var lab: Suite {
        Suite("lab") {
            Benchmark("empty-body") {}
            Benchmark("read-clock") { MonotonicClock.now() }
            for length in multiplicationLengths {
                Benchmark("multiply", ["n": length], setUp: { MultiplicationChain(length: length) }) { $0.run() }
            }
            Benchmark("compare", ["benchmarks": 100], setUp: { ComparisonWork(benchmarks: 100) }) { try $0.compare() }
            Benchmark("compare", ["benchmarks": 10_000], setUp: { ComparisonWork(benchmarks: 10_000) }) {
                try $0.compare()
            }
            .timeLimit(.seconds(120))
            Benchmark("read-run-file", setUp: { RunFileWork(benchmarks: 100, rounds: 20) }) { try $0.read() }
                .throughput(.items(2_000))
        }
    }

    /// The kernel of known cost: the second takes four times as long as the first, and nothing else.
    private static let multiplicationLengths = [10_000, 40_000]
}

/// A chain of multiplications, each waiting for the one before: its time is its length times the latency of one.
struct MultiplicationChain {
    let length: Int
    private var value: UInt64 = 0x9E37_79B9_7F4A_7C15

    init(length: Int) { self.length = length }

    mutating func run() -> UInt64 {
        var product = value
        for _ in 0..<length {
            product = product &* 6_364_136_223_846_793_005
            // Hidden each time, so that the chain is not folded into one multiplication.
            product = identity(product)
        }
        value = product | 1
        return product
    }
}

/// Two sides of results, as Go benchmark text, to be read and compared.
private struct ComparisonWork {
    let texts: [[UInt8]]

    init(benchmarks: Int, samples: Int = 20) {
        var random = SplitMix64(seed: 1)
        texts = (0..<2).map { _ in
            var text = ""
            for benchmark in 0..<benchmarks {
                for _ in 0..<samples {
                    text += "BenchmarkWork\(benchmark)/size=\(benchmark % 7)-2 1000 "
                    text += "\(1_000 + Double.random(in: 0..<100, using: &random)) ns/op\n"
                }
            }
            return Array(text.utf8)
        }
    }

    func compare() throws -> Int {
        var builder = ComparisonBuilder(grouping: try Grouping())
        for (text, label) in zip(texts, ["base", "head"]) {
            try builder.add(contentsOf: GoBenchmarkReader(contents: text, file: label))
        }
        return builder.tables().tables.count
    }
}

/// A run file in memory, to be read.
private struct RunFileWork {
    let bytes: [UInt8]

    init(benchmarks: Int, rounds: Int) {
        bytes = SyntheticRun.text(benchmarks: benchmarks, rounds: rounds, seed: 1)
    }

    func read() throws -> Int { try Run(contents: bytes, file: "run").rounds.count }
}
