@testable import Lab

/// Drives a benchmark's parts as the sampler does, but with samples of chosen sizes.
struct BenchmarkDriver {
    let benchmark: Benchmark

    /// Sets up, takes a sample of each size and tears down.
    ///
    /// - Parameter seed: What the inputs of every sample are made from.
    func run(samples: [Int] = [1], seed: UInt64 = 1) async throws {
        try await benchmark.body.setUp()
        for iterations in samples { try await sample(iterations, seed: seed) }
        try await benchmark.body.tearDown()
    }

    func sample(_ iterations: Int, seed: UInt64 = 1, stopwatch: Stopwatch = Stopwatch()) async throws {
        stopwatch.random = SplitMix64(seed: seed)
        switch benchmark.body.sample {
        case .synchronous(let sample): try sample(iterations, stopwatch, benchmark.body.box)
        case .asynchronous(let sample): try await sample(iterations, stopwatch, benchmark.body.box)
        }
    }

    var isAsynchronous: Bool {
        if case .asynchronous = benchmark.body.sample { true } else { false }
    }
}

/// An error that tells where it comes from.
struct PartError: Error, Equatable {
    let part: String
}
