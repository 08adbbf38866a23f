import Profilers

/// A million samples over 50,000 distinct stacks of 10 to 40 frames, on 8 threads, through the whole model.
struct ModelMeasurement {
    private let sampleTypes = [SampleType("samples", unit: "count"), SampleType("cpu", unit: "nanoseconds")]

    func run() throws {
        let stacks = makeStacks()
        let profile = measure("build, 1,000,000 samples") { build(stacks) }
        print("  \(profile.samples.count) rows, \(profile.stacks.count) nodes, \(profile.functions.count) functions")
        let other = build(stacks)
        let merged = try measure("merge two of them") { try Profile.merge([profile, other]) }
        _ = try measure("subtract one from the other") { try merged.difference(from: profile) }
        var filter = ProfileFilter()
        filter.focus = try NamePattern("method1[0-9]+1\\b")
        filter.hide = try NamePattern("^Module3\\.")
        _ = measure("focus and hide by expressions") { profile.filtered(by: filter) }
        _ = measure("top by function") { ProfileTable(profile, sampleType: 1) }
        _ = measure("top by line") { ProfileTable(profile, sampleType: 1, by: .line) }
        _ = measure("the thread as the root frame") { profile.withLabelFrames(roots: ["thread"]) }
        let bytes = try measure("write pprof") { try profile.pprof() }
        print("  \(bytes.count / 1000) kB")
        _ = try measure("read pprof") { try Profile(pprof: bytes) }
        _ = measure("write folded stacks") { FoldedFormat.text(profile, sampleType: 1) }
        let speedscope = measure("write speedscope") { SpeedscopeFormat.text(profile) }
        _ = try measure("read speedscope") { try SpeedscopeFormat.read(speedscope) }
        let firefox = measure("write Firefox's format") { FirefoxFormat.text(profile, sampleType: 1) }
        _ = try measure("read Firefox's format") { try FirefoxFormat.read(firefox) }
    }

    /// Locations by number, innermost first.
    private func makeStacks() -> [[Int]] {
        var random = Random(state: 7)
        return (0..<50_000).map { _ in
            let depth = 10 + Int(random.next() % 31)
            return (0..<depth).reversed().map { level in Int(random.next() % UInt64(min(4 << level, 20_000))) }
        }
    }

    private func build(_ stacks: [[Int]]) -> Profile {
        var random = Random(state: 11)
        var builder = ProfileBuilder(sampleTypes: sampleTypes)
        let mapping = builder.mapping(
            Mapping(addresses: 0x40_0000..<0x90_0000, file: "/usr/bin/shop", buildID: "0123456789abcdef"))
        let locations = (0..<20_000).map { number in
            let function = builder.function(
                Function(
                    name: "Module\(number % 17).Type\(number % 1009).method\(number / 4)(_:)",
                    file: "/src/Module\(number % 17)/Type\(number % 1009).swift"))
            return builder.location(
                Location(
                    mapping: mapping, address: 0x40_0000 + UInt64(number * 16),
                    lines: [Line(function: function, number: Int64(number % 400))]))
        }
        let threads = (0..<8).map { builder.labelSet([Label("thread", "worker \($0)")]) }
        for _ in 0..<1_000_000 {
            let choice = Int(random.next() % UInt64(stacks.count))
            builder.add(
                leafFirst: stacks[choice].map { locations[$0] }, labels: threads[choice % 8], values: [1, 1_000_000])
        }
        return builder.profile
    }
}
