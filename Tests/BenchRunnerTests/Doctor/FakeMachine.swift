import Foundation

@testable import BenchRunner

/// A machine made of files in a temporary directory, which goes when the value does.
final class FakeMachine {
    private let root: URL

    init(_ contents: [String: String] = [:]) throws {
        root = FileManager.default.temporaryDirectory.appendingPathComponent("machine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        for (path, text) in contents { try write(path, Data((text + "\n").utf8)) }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    var files: SystemFiles { SystemFiles(root: root.path) }

    func write(_ path: String, _ data: Data, isExecutable: Bool = false) throws {
        let url = root.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: url)
        if isExecutable {
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: url.path)
        }
    }

    /// What a probe says of a machine with these files.
    static func findings(_ probe: some Probe, _ contents: [String: String] = [:]) throws -> [Finding] {
        let machine = try FakeMachine(contents)
        return withExtendedLifetime(machine) { probe.findings(machine.files) }
    }

    /// The same in short: `processors warning 1`.
    static func verdicts(_ probe: some Probe, _ contents: [String: String] = [:]) throws -> [String] {
        try findings(probe, contents).map { "\($0.id) \($0.status) \($0.finding)" }
    }
}

extension MachineFacts {
    /// A machine on which all is well.
    static let good = MachineFacts(
        clock: ClockFacts(cost: .nanoseconds(25), resolution: .nanoseconds(1), tick: .milliseconds(1)),
        counters: CounterFacts(cycles: .counts, instructions: .counts, processorClock: .counts),
        activity: ActivityFacts(busy: [], stolenNow: 0, stolenSinceStart: 0), preload: .works("/opt/libLabPreload.so"),
        isDebugBuild: false, path: ["/usr/bin"])
}
