/// What the results of one input say of the machine and build that they were measured on.
///
/// Run files say it in their header, Go benchmark text in `cpu:` and `goos:` lines.
public struct MachineRecord: Sendable, Equatable {
    /// What times depend on. The order is that in which differences are named.
    private static let keys = ["cpu", "cores", "kernel", "goos", "goarch", "toolchain", "build"]

    /// The values of each key that the results have.
    private var values: [String: Set<String>] = [:]
    private var last: ResultConfiguration?

    public init() {}

    /// Takes in what one result says.
    mutating func add(_ configuration: ResultConfiguration) {
        // Results come by the thousand with one and the same configuration.
        if configuration == last { return }
        last = configuration
        for key in Self.keys {
            if let value = configuration[key] { values[key, default: []].insert(value) }
        }
    }

    /// Why times of the two inputs cannot be compared, a clause each; empty where nothing speaks against it.
    ///
    /// A key that one side does not record is not held against it: Go's text knows no kernel.
    public static func obstacles(base: MachineRecord, head: MachineRecord) -> [String] {
        keys.compactMap { key in
            guard let old = base.values[key], let new = head.values[key], old != new else { return nil }
            let (oldText, newText) = (old.sorted().joined(separator: ", "), new.sorted().joined(separator: ", "))
            return "measured on another machine or build (\(key): \(oldText) against \(newText))"
        }
    }

    public static func == (left: MachineRecord, right: MachineRecord) -> Bool { left.values == right.values }
}
