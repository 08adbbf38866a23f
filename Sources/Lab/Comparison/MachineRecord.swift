/// What the results of one input say of the machine and build that they were measured on.
///
/// Run files say it in their header, Go benchmark text in `cpu:` and `goos:` lines.
public struct MachineRecord: Sendable {
    /// What times depend on. The order is that in which differences are named.
    private static let keys = ["cpu", "cpu-model", "cores", "kernel", "goos", "goarch", "toolchain", "build"]

    /// The values of each key that the results have, in the order of their first appearance.
    private var values: [String: [String]] = [:]
    private var last: ResultConfiguration?

    /// A record that knows nothing yet.
    public init() {}

    /// Whether a result of this configuration would add nothing.
    func knows(_ configuration: ResultConfiguration) -> Bool { configuration == last }

    /// Takes in what one result says.
    mutating func add(_ configuration: ResultConfiguration) {
        if knows(configuration) { return }
        last = configuration
        for entry in configuration.entries where values[entry.key]?.contains(entry.value) != true {
            // A text that says something new in every line is no reason to search ever longer lists.
            if values[entry.key, default: []].count < 64 { values[entry.key, default: []].append(entry.value) }
        }
    }

    /// Whether the results say which processor they were measured on.
    public var namesProcessor: Bool { values["cpu"] != nil }

    /// Why times of the two inputs cannot be compared, a clause each; empty where nothing speaks against it.
    ///
    /// A key that one side does not record is not held against it: Go's text knows no kernel. An input whose own results
    /// are of several machines is like no other, not even one of the same mixture. So is one that has several packages,
    /// which may have benchmarks of the same name.
    ///
    /// - Parameter separate: The keys whose values stand in tables of their own, so that they do not mix.
    public static func obstacles(
        base: MachineRecord, head: MachineRecord, apart separate: Set<String> = []
    ) -> [String] {
        var obstacles: [String] = []
        for (side, record) in [("base", base), ("head", head)] {
            let mixed = (keys + ["pkg"]).compactMap { key -> String? in
                guard !separate.contains(key), let values = record.values[key], values.count > 1 else { return nil }
                return "\(key): \(values.joined(separator: " and "))"
            }
            if !mixed.isEmpty {
                obstacles.append("\(side) mixes machines, builds or packages (\(mixed.joined(separator: "; ")))")
            }
        }
        guard obstacles.isEmpty else { return obstacles }
        let differences = keys.compactMap { key -> String? in
            guard !separate.contains(key), let old = base.values[key]?.first, let new = head.values[key]?.first,
                old != new
            else { return nil }
            return "\(key): \(old) against \(new)"
        }
        if differences.isEmpty { return [] }
        return ["measured on another machine or build (\(differences.joined(separator: "; ")))"]
    }

    /// The keys of the configuration in which the two inputs differ, sorted; a key that one of them lacks is one.
    static func differences(_ a: MachineRecord, _ b: MachineRecord) -> [String] {
        Set(a.values.keys).union(b.values.keys).filter { a.values[$0] != b.values[$0] }.sorted()
    }
}
