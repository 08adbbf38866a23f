// The forms a benchmark can be written in. Each is inlinable, so that the loop over a body is compiled where the
// body's types are known; each comes with a synchronous and an asynchronous body.

extension Benchmark {
    /// A benchmark of a body alone.
    ///
    /// - Parameters:
    ///   - name: What the benchmark is called within its suite.
    ///   - parameters: What tells it from others of the same name.
    ///   - body: One iteration; what it returns is kept from the optimizer. A round whose body throws has failed.
    @inlinable
    @inline(__always)
    public init<Result>(
        _ name: String, _ parameters: Parameters = [:], _ body: @escaping () throws -> Result
    ) {
        self.init(
            name: name, parameters: parameters,
            body: BenchmarkBody(
                setUp: {}, tearDown: {},
                sample: .synchronous { iterations, stopwatch, _ in
                    try stopwatch.measure(iterations) { _ in blackHole(try body()) }
                }))
    }

    /// A benchmark of an asynchronous body alone.
    @inlinable
    @inline(__always)
    public init<Result>(
        _ name: String, _ parameters: Parameters = [:], _ body: @escaping @Sendable () async throws -> Result
    ) {
        self.init(
            name: name, parameters: parameters,
            body: BenchmarkBody(
                setUp: {}, tearDown: {},
                sample: .asynchronous { iterations, stopwatch, _ in
                    try await stopwatch.measure(iterations) { _ in blackHole(try await body()) }
                }))
    }

    /// A benchmark of a body that works on a state.
    ///
    /// - Parameters:
    ///   - setUp: Makes the state, once in each process, untimed.
    ///   - tearDown: Ends it, untimed.
    ///   - beforeSample: Called before each sample, untimed: to bring the state back to where it was, say.
    ///   - afterSample: Called after each sample, untimed.
    ///   - body: One iteration, on the state.
    @inlinable
    @inline(__always)
    public init<State, Result>(
        _ name: String, _ parameters: Parameters = [:],
        setUp: @escaping () async throws -> State,
        tearDown: @escaping (State) async throws -> Void = { _ in },
        beforeSample: @escaping (inout State) throws -> Void = { _ in },
        afterSample: @escaping (inout State) throws -> Void = { _ in },
        _ body: @escaping (inout State) throws -> Result
    ) {
        let box = StateBox<State>()
        self.init(
            name: name, parameters: parameters,
            body: BenchmarkBody(
                setUp: { box.fill(try await setUp()) },
                tearDown: { try await tearDown(try box.empty()) },
                sample: .synchronous { iterations, stopwatch, box in
                    let state = try StateBox<State>.pointer(in: box)
                    try beforeSample(&state.base.pointee)
                    try stopwatch.measure(iterations) { _ in blackHole(try body(&state.base.pointee)) }
                    try afterSample(&state.base.pointee)
                },
                box: box))
    }

    /// A benchmark of an asynchronous body that works on a state.
    @inlinable
    @inline(__always)
    public init<State, Result>(
        _ name: String, _ parameters: Parameters = [:],
        setUp: @escaping () async throws -> State,
        tearDown: @escaping (State) async throws -> Void = { _ in },
        beforeSample: @escaping @Sendable (inout State) async throws -> Void = { _ in },
        afterSample: @escaping @Sendable (inout State) async throws -> Void = { _ in },
        _ body: @escaping @Sendable (inout State) async throws -> Result
    ) {
        let box = StateBox<State>()
        self.init(
            name: name, parameters: parameters,
            body: BenchmarkBody(
                setUp: { box.fill(try await setUp()) },
                tearDown: { try await tearDown(try box.empty()) },
                sample: .asynchronous { iterations, stopwatch, box in
                    let state = try StateBox<State>.pointer(in: box)
                    try await beforeSample(&state.base.pointee)
                    try await stopwatch.measure(iterations) { _ in blackHole(try await body(&state.base.pointee)) }
                    try await afterSample(&state.base.pointee)
                },
                box: box))
    }

    /// A benchmark of a body that gets a fresh input for every iteration.
    ///
    /// - Parameters:
    ///   - input: Makes one input, untimed, from a generator that is seeded anew for each sample.
    ///   - body: One iteration; it may change its input.
    @inlinable
    @inline(__always)
    public init<Input, Result>(
        _ name: String, _ parameters: Parameters = [:],
        input: @escaping (inout SplitMix64) throws -> Input,
        _ body: @escaping (inout Input) throws -> Result
    ) {
        self.init(
            name, parameters, setUp: {}, input: { _, random in try input(&random) },
            { _, input in try body(&input) })
    }

    /// A benchmark of an asynchronous body that gets a fresh input for every iteration.
    @inlinable
    @inline(__always)
    public init<Input, Result>(
        _ name: String, _ parameters: Parameters = [:],
        input: @escaping @Sendable (inout SplitMix64) throws -> Input,
        _ body: @escaping @Sendable (inout Input) async throws -> Result
    ) {
        self.init(
            name, parameters, setUp: {}, input: { _, random in try input(&random) },
            { _, input in try await body(&input) })
    }

    /// A benchmark of a body that works on a state and gets a fresh input for every iteration.
    ///
    /// - Parameters:
    ///   - setUp: Makes the state, once in each process, untimed.
    ///   - tearDown: Ends it, untimed.
    ///   - input: Makes one input, untimed, from the state and a generator that is seeded anew for each sample.
    ///   - body: One iteration, on the state and its input.
    @inlinable
    @inline(__always)
    public init<State, Input, Result>(
        _ name: String, _ parameters: Parameters = [:],
        setUp: @escaping () async throws -> State,
        tearDown: @escaping (State) async throws -> Void = { _ in },
        input: @escaping (inout State, inout SplitMix64) throws -> Input,
        _ body: @escaping (inout State, inout Input) throws -> Result
    ) {
        let box = StateBox<State>()
        let benchmarkBody = BenchmarkBody(
            setUp: { box.fill(try await setUp()) },
            tearDown: { try await tearDown(try box.empty()) },
            sample: .synchronous { iterations, stopwatch, box in
                let state = try StateBox<State>.pointer(in: box)
                let inputs = try InputBatch(count: iterations) { try input(&state.base.pointee, &stopwatch.random) }
                let first = inputs.first
                try stopwatch.measure(iterations) { iteration in
                    blackHole(try body(&state.base.pointee, &first.base[iteration]))
                }
                withExtendedLifetime(inputs) {}
            },
            box: box, makesInputs: true)
        self.init(name: name, parameters: parameters, body: benchmarkBody)
    }

    /// A benchmark of an asynchronous body that works on a state and gets a fresh input for every iteration.
    @inlinable
    @inline(__always)
    public init<State, Input, Result>(
        _ name: String, _ parameters: Parameters = [:],
        setUp: @escaping () async throws -> State,
        tearDown: @escaping (State) async throws -> Void = { _ in },
        input: @escaping @Sendable (inout State, inout SplitMix64) throws -> Input,
        _ body: @escaping @Sendable (inout State, inout Input) async throws -> Result
    ) {
        let box = StateBox<State>()
        let benchmarkBody = BenchmarkBody(
            setUp: { box.fill(try await setUp()) },
            tearDown: { try await tearDown(try box.empty()) },
            sample: .asynchronous { iterations, stopwatch, box in
                let state = try StateBox<State>.pointer(in: box)
                let inputs = try InputBatch(count: iterations) { try input(&state.base.pointee, &stopwatch.random) }
                let first = inputs.first
                try await stopwatch.measure(iterations) { iteration in
                    blackHole(try await body(&state.base.pointee, &first.base[iteration]))
                }
                withExtendedLifetime(inputs) {}
            },
            box: box, makesInputs: true)
        self.init(name: name, parameters: parameters, body: benchmarkBody)
    }
}
