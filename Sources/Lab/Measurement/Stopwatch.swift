/// Measures what a benchmark's body does, and only that.
///
/// A body makes its inputs first and then calls `measure`, so that nothing else is in the window.
///
/// `@unchecked Sendable`: one task uses a stopwatch at a time; an asynchronous body that is handed it is awaited
/// before anything else reads it.
public final class Stopwatch: @unchecked Sendable {
    /// Makes the inputs of the sample.
    public var random = SplitMix64(seed: 0)

    /// What the last window took.
    private(set) var window = WindowReading()
    /// Whether each iteration is timed alone, into `latencies`.
    @usableFromInline let timesEach: Bool
    var latencies = LatencyHistogram()

    /// Switched on within the windows only, where there are any.
    var counters: HardwareCounters?

    /// Told of the windows only while the planned samples are taken.
    var observer: (any MeasurementObserver)?

    private let allocations: AllocationCounter?
    private var opening = WindowReading()

    /// - Parameters:
    ///   - timesEach: Whether each iteration is timed alone.
    ///   - allocations: Read at the window's edges, in place of the clocks, where there is one.
    init(timesEach: Bool = false, allocations: AllocationCounter? = nil) {
        self.timesEach = timesEach
        self.allocations = allocations
    }

    /// Calls `body` `iterations` times in the window, with the number of the iteration, from 0.
    ///
    /// Inlined, so that the loop stands in the benchmark's own code and adds less than a nanosecond to an iteration.
    /// The black hole in the body lets the optimizer keep nothing of memory from one iteration to the next.
    @inlinable
    @inline(__always)
    public func measure(_ iterations: Int, _ body: (_ iteration: Int) throws -> Void) rethrows {
        open()
        if timesEach {
            try measureEach(iterations, body)
        } else {
            var iteration = 0
            while iteration < iterations {
                try body(iteration)
                iteration &+= 1
            }
        }
        close()
    }

    /// Calls and awaits `body` `iterations` times in the window, with the number of the iteration, from 0.
    @inlinable
    @inline(__always)
    public func measure(_ iterations: Int, _ body: (_ iteration: Int) async throws -> Void) async rethrows {
        open()
        if timesEach {
            try await measureEach(iterations, body)
        } else {
            var iteration = 0
            while iteration < iterations {
                try await body(iteration)
                iteration &+= 1
            }
        }
        close()
    }

    @inline(never)
    @usableFromInline
    func measureEach(_ iterations: Int, _ body: (_ iteration: Int) throws -> Void) rethrows {
        for iteration in 0..<iterations {
            let start = MonotonicClock.now()
            try body(iteration)
            latencies.record(MonotonicClock.now() - start)
        }
    }

    @inline(never)
    @usableFromInline
    func measureEach(_ iterations: Int, _ body: (_ iteration: Int) async throws -> Void) async rethrows {
        for iteration in 0..<iterations {
            let start = MonotonicClock.now()
            try await body(iteration)
            latencies.record(MonotonicClock.now() - start)
        }
    }

    /// Inside the clocks' edges stands the wall clock, so that reading the others is not timed.
    @usableFromInline
    func open() {
        if let allocations {
            opening.read(allocations)
        } else {
            opening.readUsage()
            counters?.enable()
            observer?.bodyWillRun()
            opening.wall = Int64(bitPattern: MonotonicClock.now())
        }
    }

    @usableFromInline
    func close() {
        var closing = WindowReading()
        if let allocations {
            closing.read(allocations)
        } else {
            closing.wall = Int64(bitPattern: MonotonicClock.now())
            observer?.bodyDidRun()
            counters?.disable()
            closing.readUsage()
        }
        window = closing - opening
    }
}

extension WindowReading {
    fileprivate mutating func read(_ counter: AllocationCounter) {
        let totals = counter.read()
        allocations = Int64(bitPattern: totals.allocations)
        allocatedBytes = Int64(bitPattern: totals.bytes)
    }
}
