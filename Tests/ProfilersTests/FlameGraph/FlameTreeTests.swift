import Testing

@testable import Profilers

@Suite("Frames of a flame graph")
struct FlameTreeTests {
    @Test("calls: a frame has what was sampled in it and in what it called, siblings in the order of names")
    func calls() throws {
        let graph = try FlameGraph(.folded(["main;b": 3, "main;a;c": 2, "main;a": 1, "main": 4]))
        #expect(graph.calls == ["all 10 0", " main 10 4", "  a 3 1", "   c 2 2", "  b 3 3"])
    }

    @Test("callers: the lowest frames have what was sampled in them, whoever called them, and those stand on top")
    func callers() throws {
        let graph = try FlameGraph(.folded(["main;a;free": 2, "main;b;free": 3, "main;a": 1, "main": 4]))
        #expect(
            graph.callers == [
                "all 10 0", " a 1 0", "  main 1 1", " free 5 0", "  a 2 0", "   main 2 2", "  b 3 0", "   main 3 3",
                " main 4 4",
            ])
    }

    @Test("a function that calls itself is a frame each time in calls, and counted once at the bottom of callers")
    func recursion() throws {
        let graph = try FlameGraph(.folded(["f;f;f": 5, "f": 1]))
        #expect(graph.calls == ["all 6 0", " f 6 1", "  f 5 0", "   f 5 5"])
        #expect(graph.callers == ["all 6 0", " f 6 1", "  f 5 0", "   f 5 5"])
    }

    @Test("the callers' tree agrees with brute force over seeded stacks, and so does the calls' tree")
    func bruteForce() throws {
        var state: UInt64 = 42
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        var expected: [Bool: [[String]: Int64]] = [false: [:], true: [:]]
        for _ in 0..<400 {
            let names = (0...next(7)).map { _ in "f\(next(5))" }
            let value = Int64(1 + next(9))
            builder.add(leafFirst: names.reversed().map { builder.location(named: $0) }, values: [value])
            for end in 0...names.count {
                expected[false]?[Array(names[..<end]), default: 0] += value
                expected[true]?[Array(names.reversed()[..<end]), default: 0] += value
            }
        }
        let graph = try FlameGraph(builder.profile)
        for inverted in [false, true] {
            let nodes =
                (inverted
                ? graph.tree.callers(.init(share: 0, budget: .max)) : graph.tree.calls(.init(share: 0, budget: .max)))
                .nodes
            var found: [[String]: Int64] = [:]
            var path: [String] = []
            for node in nodes {
                path.removeLast(max(0, path.count - max(0, Int(node.depth) - 1)))
                if node.frame >= 0 { path.append(graph.tree.frames[Int(node.frame)].name.full) }
                #expect(found.updateValue(node.total, forKey: path) == nil)
            }
            #expect(found == expected[inverted])
        }
    }

    @Test("inlined functions are frames of their own, and addresses of one function are one frame")
    func inlined() throws {
        var builder = ProfileBuilder(sampleTypes: [SampleType("cpu", unit: "nanoseconds")])
        let program = builder.mapping(Mapping(addresses: 0..<100, file: "/bin/shop"))
        let outer = builder.function(Function(name: "outer", file: "a.swift", startLine: 3))
        let inner = builder.function(Function(name: "inner"))
        let first = builder.location(
            Location(mapping: program, address: 1, lines: [Line(function: inner), Line(function: outer)]))
        let second = builder.location(Location(mapping: program, address: 2, lines: [Line(function: outer)]))
        let unknown = builder.location(Location(mapping: program, address: 3))
        builder.add(leafFirst: [first], values: [5])
        builder.add(leafFirst: [second], values: [2])
        builder.add(leafFirst: [unknown, second], values: [1])
        let graph = try FlameGraph(builder.profile)
        #expect(graph.calls == ["all 8 0", " outer 8 2", "  [shop] 1 1", "  inner 5 5"])
        #expect(graph.tree.frames.map(\.source).contains("a.swift:3"))
    }

    @Test(
        "two builds of a program are laid over each other by the names of functions; what is gone is in the base alone")
    func base() throws {
        let graph = try FlameGraph(.folded(["main;a": 6, "main;new": 2]), base: .folded(["main;a": 3, "main;old": 1]))
        #expect(
            graph.calls == ["all 8 0 | 4 0", " main 8 0 | 4 0", "  a 6 6 | 3 3", "  new 2 2 | 0 0", "  old 0 0 | 1 1"])
    }

    @Test("a profile with negative values is a difference: added is the head, taken away the base")
    func difference() throws {
        let graph = try FlameGraph(.folded(["main;a": 6, "main;b": -2]))
        #expect(graph.calls == ["all 6 0 | 2 0", " main 6 0 | 2 0", "  a 6 6 | 0 0", "  b 0 0 | 2 2"])
    }

    @Test("small frames are left out by share and then by number, counted, and never under a frame that is kept")
    func pruned() throws {
        let graph = try FlameGraph(.folded(["a;b;c": 10, "a;d": 89, "e": 1]))
        let share = graph.tree.calls(.init(share: 0.05, budget: 100))
        #expect(graph.outline(share) == ["all 100 0", " a 99 0", "  b 10 0", "   c 10 10", "  d 89 89"])
        #expect(share.omitted == 1)
        let same = try FlameGraph(.folded(["a;b;c;d": 1]))
        #expect(same.outline(same.tree.calls(.init(budget: 3))) == ["all 1 0", " a 1 0", "  b 1 0"])
        let budget = graph.tree.calls(.init(share: 0, budget: 3))
        #expect(graph.outline(budget) == ["all 100 0", " a 99 0", "  d 89 89"])
        #expect(budget.omitted == 3)
        #expect(graph.tree.callers(.init(share: 0.05, budget: 100)).omitted == 1)
    }

    @Test("what is not drawn is said, with the width that it would have had")
    func note() throws {
        let few = try FlameGraph(.folded(["a": 1_000_000, "b": 1, "c": 1]))
        #expect(few.svg().contains(">2 frames under 0.1 px not drawn<"))
        let many = try FlameGraph(.folded(["a": 100, "b": 1]))
        let drawn = DrawnGraph(many, calls: many.tree.calls(.init(share: 0, budget: 2)), callers: nil)
        // b is 1/101 of 1,200 px: 11.9.
        #expect(drawn.note(undrawn: 1) == "1 frame under 11.9 px not drawn")
        #expect(drawn.note(undrawn: 0) == nil)
    }

    @Test("a stack of 20,000 frames is drawn")
    func deep() throws {
        let graph = try FlameGraph(.folded([(0..<20_000).map { "f\($0)" }.joined(separator: ";"): 1]))
        #expect(graph.tree.calls(.init(budget: 60_000)).nodes.last?.depth == 20_000)
        #expect(graph.tree.callers(.init(budget: 60_000)).nodes.last?.depth == 20_000)
        let svg = graph.svg()
        #expect([">f0</text>", ">f9999</text>"].filter(svg.contains).count == 2)
    }

    @Test("values that add up to more than 64 bits do not stop the drawing")
    func overflow() throws {
        let graph = try FlameGraph(.folded(["a;b": .max, "a;c": .max, "d": .max]))
        #expect(graph.calls.first == "all \(Int64.max) 0")
        _ = graph.html()
    }

    @Test("what cannot be drawn is said")
    func errors() {
        #expect(throws: FlameGraphError.nothingSampled("samples")) { try FlameGraph(.folded([:])) }
        #expect(throws: FlameGraphError.noSuchSampleType("cpu", has: ["samples"])) {
            var options = FlameGraph.Options()
            options.sampleType = "cpu"
            return try FlameGraph(.folded(["a": 1]), options: options)
        }
        #expect(throws: FlameGraphError.negativeValues) {
            try FlameGraph(.folded(["a": -1]), base: .folded(["a": 1]))
        }
        #expect(throws: FlameGraphError.unlikeUnits("count", base: "bytes")) {
            try FlameGraph(.folded(["a": 1]), base: .folded(["a": 1], type: SampleType("samples", unit: "bytes")))
        }
        #expect(throws: FlameGraphError.noSuchSampleTypeInBase("samples", has: ["cpu"])) {
            try FlameGraph(.folded(["a": 1]), base: .folded(["a": 1], type: SampleType("cpu", unit: "count")))
        }
    }
}
