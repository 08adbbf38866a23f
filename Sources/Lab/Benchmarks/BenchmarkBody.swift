/// The closures of a benchmark with the types of its state and inputs erased.
///
/// A body is called once a sample, not once an iteration: the loop over iterations stands inside, where the compiler
/// knows the types.
public struct BenchmarkBody {
    @usableFromInline let setUp: () async throws -> Void
    @usableFromInline let tearDown: () async throws -> Void
    @usableFromInline let sample: Sample
    /// Where the state is that samples work on; nil where there is none.
    @usableFromInline let box: Box?
    /// Whether each iteration of a sample has an input of its own, which takes memory.
    @usableFromInline let makesInputs: Bool

    /// A `StateBox` whose type only the sample knows.
    @usableFromInline typealias Box = any AnyObject & Sendable

    /// A sample is handed its box and does not capture it: the compiler specializes a closure for the functions that it
    /// captures, so that a body is inlined into its loop, but only where it captures nothing else.
    @usableFromInline
    enum Sample {
        case synchronous((_ iterations: Int, _ stopwatch: Stopwatch, _ box: Box?) throws -> Void)
        case asynchronous(@Sendable (_ iterations: Int, _ stopwatch: Stopwatch, _ box: Box?) async throws -> Void)
    }

    @usableFromInline
    init(
        setUp: @escaping () async throws -> Void, tearDown: @escaping () async throws -> Void, sample: Sample,
        box: Box? = nil, makesInputs: Bool = false
    ) {
        self.setUp = setUp
        self.tearDown = tearDown
        self.sample = sample
        self.box = box
        self.makesInputs = makesInputs
    }
}

/// Holds the state of a benchmark between its set-up and its tear-down.
///
/// The state stands behind a pointer, and not in a property, so that a body which changes it pays for no exclusivity
/// check in each iteration.
///
/// `@unchecked Sendable`: the harness calls set-up, samples and tear-down of one benchmark one after the other from
/// one task, and awaits each, so that no two of them ever touch the state at once.
@usableFromInline
final class StateBox<State>: @unchecked Sendable {
    @usableFromInline let storage: UnsafeMutablePointer<State>
    private var isFull = false

    @usableFromInline
    init() { storage = .allocate(capacity: 1) }

    deinit {
        if isFull { storage.deinitialize(count: 1) }
        storage.deallocate()
    }

    /// Puts the state there that set-up made.
    @usableFromInline
    func fill(_ state: State) {
        if isFull { storage.deinitialize(count: 1) }
        storage.initialize(to: state)
        isFull = true
    }

    /// Hands the state over to tear-down.
    ///
    /// - Throws: `BenchmarkUseError` if there is none.
    @usableFromInline
    func empty() throws -> State {
        _ = try pointer()
        isFull = false
        return storage.move()
    }

    /// Where the state is that the box of a sample holds.
    ///
    /// - Throws: `BenchmarkUseError` if there is none.
    @inlinable
    static func pointer(in box: BenchmarkBody.Box?) throws -> StatePointer<State> {
        guard let box else { throw BenchmarkUseError.bodyBeforeSetUp }
        // The initializer that makes the box makes the sample that gets it, so that both have the same type of state.
        return try unsafeDowncast(box, to: StateBox<State>.self).pointer()
    }

    /// Where the state is.
    ///
    /// - Throws: `BenchmarkUseError` if there is none.
    @usableFromInline
    func pointer() throws -> StatePointer<State> {
        guard isFull else { throw BenchmarkUseError.bodyBeforeSetUp }
        return StatePointer(base: storage)
    }
}

/// The place of a state, or the first of the inputs of a sample.
///
/// `@unchecked Sendable`: for the reason that `StateBox` is.
@usableFromInline
struct StatePointer<Value>: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Value>

    @inlinable
    init(base: UnsafeMutablePointer<Value>) { self.base = base }
}

/// A benchmark was driven in a way that it cannot be.
public enum BenchmarkUseError: Error, CustomStringConvertible {
    case bodyBeforeSetUp
    case undeclaredMetric(BenchmarkUnit)
    case unreportedMetric(BenchmarkUnit)
    case valueNotFinite(BenchmarkUnit, Double)

    public var description: String {
        switch self {
        case .bodyBeforeSetUp: "the body of a benchmark was called before its set-up"
        case .undeclaredMetric(let unit):
            "the benchmark reports '\(unit)', which it does not declare: add .metric(\"\(unit)\", .lowerIsBetter) to it"
        case .unreportedMetric(let unit):
            "the benchmark declares '\(unit)' and has not reported it: call reportMetric(_:as: \"\(unit)\") in its "
                + "afterSample or tearDown, or remove the .metric"
        case .valueNotFinite(let unit, let value):
            "the benchmark reports \(value) as '\(unit)', which is no finite number"
        }
    }
}
