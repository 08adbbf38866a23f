import Synchronization

/// What the parts of a benchmark did, in the order in which they did it.
final class EventLog: Sendable {
    private let log = Mutex<[String]>([])

    func add(_ event: String) { log.withLock { $0.append(event) } }

    var events: [String] { log.withLock { $0 } }

    func count(_ event: String) -> Int { events.count { $0 == event } }
}
