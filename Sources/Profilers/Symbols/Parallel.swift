import Glibc
import Synchronization

/// Work on several threads that ends before the caller goes on.
enum Parallel {
    /// The results of `body` for 0 to `count` − 1, computed by up to `width` threads; the caller is one of them.
    ///
    /// The indices are taken in order, so the largest pieces of work belong first.
    static func map<Result: Sendable>(
        count: Int, width: Int, _ body: @escaping @Sendable (Int) -> Result
    ) -> [Result] {
        guard count > 1, width > 1 else { return (0..<count).map(body) }
        let work = Work(count: count, body: body)
        let helpers = (1..<min(count, width)).compactMap { _ in Thread { work.run() } }
        work.run()
        for helper in helpers { helper.join() }
        return work.results.withLock { $0.compactMap { $0 } }
    }

    private final class Work<Result: Sendable>: Sendable {
        let results: Mutex<[Result?]>
        private let count: Int
        private let next = Atomic(0)
        private let body: @Sendable (Int) -> Result

        init(count: Int, body: @escaping @Sendable (Int) -> Result) {
            self.count = count
            self.body = body
            results = Mutex([Result?](repeating: nil, count: count))
        }

        func run() {
            while true {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < count else { return }
                let result = body(index)
                results.withLock { $0[index] = result }
            }
        }
    }

    /// A thread that can be waited for. Where none can be made, the caller does the work alone.
    private struct Thread {
        private let handle: pthread_t

        init?(_ body: @escaping @Sendable () -> Void) {
            let start = Unmanaged.passRetained(Start(body))
            var handle = pthread_t()
            let status = pthread_create(
                &handle, nil,
                { context in
                    if let context { Unmanaged<Start>.fromOpaque(context).takeRetainedValue().body() }
                    return nil
                }, start.toOpaque())
            guard status == 0 else {
                start.release()
                return nil
            }
            self.handle = handle
        }

        func join() { pthread_join(handle, nil) }
    }

    private final class Start: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
