/// How much one iteration processes; results show it as a rate beside the time.
public enum Throughput: Hashable, Sendable {
    /// Things of any kind, shown as `items/s`.
    case items(Int)
    /// Bytes, shown as `B/s`.
    case bytes(Int)

    /// The metric that the throughput is reported as.
    public var metric: Metric {
        switch self {
        case .items: Metric("items/s", .higherIsBetter)
        case .bytes: Metric("B/s", .higherIsBetter)
        }
    }

    /// What one iteration processes, in items or bytes.
    public var amount: Int {
        switch self {
        case .items(let count), .bytes(let count): count
        }
    }
}
