@testable import Profilers

extension Profile {
    /// A profile of folded stacks, given as a stack with its value: `["main;work": 3]`.
    static func folded(
        _ stacks: KeyValuePairs<String, Int64>, type: SampleType = SampleType("samples", unit: "count")
    ) -> Profile {
        var builder = ProfileBuilder(sampleTypes: [type])
        for (stack, value) in stacks {
            let locations = stack.split(separator: ";").reversed().map { builder.location(named: String($0)) }
            builder.add(leafFirst: locations, values: [value])
        }
        return builder.profile
    }
}

extension FlameGraph {
    /// The frames of a view, a line each: indented by depth, with name, total and self.
    func outline(_ nodes: FlameNodes) -> [String] {
        nodes.nodes.map { node in
            let name = node.frame < 0 ? "all" : tree.frames[Int(node.frame)].name.full
            var line = String(repeating: " ", count: Int(node.depth)) + "\(name) \(node.total) \(node.own)"
            if tree.hasBase { line += " | \(node.baseTotal) \(node.baseOwn)" }
            return line
        }
    }

    var calls: [String] { outline(tree.calls(.init(budget: 1_000))) }
    var callers: [String] { outline(tree.callers(.init(budget: 1_000))) }
}

/// A small shop, with names as they come from Swift, and another build of it.
enum FlameShop {
    static let head = Profile.folded(
        [
            "main;Shop.Server.run() async -> ();Shop.Cart.total(of: Swift.Int) -> Swift.Int": 300,
            "main;Shop.Server.run() async -> ();Shop.Cart.total(of: Swift.Int) -> Swift.Int;swift_retain": 200,
            "main;Shop.Server.run() async -> ();FoundationEssentials.JSONEncoder.encode(Swift.Int) -> ();malloc": 250,
            "main;Shop.Server.run() async -> ();FoundationEssentials.JSONEncoder.encode(Swift.Int) -> ();malloc;free":
                50,
            "start_thread;_dispatch_worker_thread;ep_poll_[k]": 150,
            "[unknown]": 50,
        ], type: SampleType("cpu", unit: "nanoseconds"))

    static let base = Profile.folded(
        [
            "main;Shop.Server.run() async -> ();Shop.Cart.total(of: Swift.Int) -> Swift.Int": 100,
            "main;Shop.Server.run() async -> ();Shop.Cart.slow() -> ();malloc": 200,
            "start_thread;_dispatch_worker_thread;ep_poll_[k]": 100,
        ], type: SampleType("cpu", unit: "nanoseconds"))

    static func graph(_ change: (inout FlameGraph.Options) -> Void = { _ in }) throws -> FlameGraph {
        var options = FlameGraph.Options()
        options.title = "shop"
        change(&options)
        return try FlameGraph(head, options: options)
    }

    static func difference(_ change: (inout FlameGraph.Options) -> Void = { _ in }) throws -> FlameGraph {
        var options = FlameGraph.Options()
        options.title = "base → shop"
        change(&options)
        return try FlameGraph(head, base: base, options: options)
    }

    /// A profile of some 40 functions, with all that names of Swift can be.
    static func realistic(
        _ change: (inout FlameGraph.Options) -> Void = { _ in }, testFile: String = #filePath
    ) throws -> FlameGraph {
        let tests = testFile.split(separator: "/").dropLast(3).joined(separator: "/")
        let profile = try FoldedFormat.read(contentsOf: "/\(tests)/Fixtures/FlameGraph/shop-after.folded")
        var options = FlameGraph.Options()
        change(&options)
        return try FlameGraph(profile, options: options)
    }
}
