import Profilers
import Testing

/// The expected values follow pprof's documentation of its options, and were compared with what `go tool pprof` gives.
@Suite struct ProfileFilterTests {
    private let profile = Profile.stacks([
        "main;serve;parse;alloc": 1, "main;serve;render": 2, "main;idle": 4, "main;parse;serve;parse;alloc": 8,
    ])

    private func filtered(_ change: (inout ProfileFilter) throws -> Void) rethrows -> [String: [Int64]] {
        var filter = ProfileFilter()
        try change(&filter)
        return profile.filtered(by: filter).named
    }

    @Test("focus keeps and ignore drops samples with a frame that matches")
    func focus() throws {
        #expect(try filtered { $0.focus = try NamePattern("^par") }.values.map { $0[0] }.sorted() == [1, 8])
        #expect(try filtered { $0.ignore = try NamePattern("alloc|idle") } == ["main;serve;render": [2]])
        let both = try filtered {
            $0.focus = try NamePattern("serve")
            $0.ignore = try NamePattern("render")
        }
        #expect(both.values.map { $0[0] }.sorted() == [1, 8])
    }

    @Test("hide leaves out frames that match, show those that do not; a sample of which nothing is left is dropped")
    func hideAndShow() throws {
        #expect(
            try filtered { $0.hide = try NamePattern("^(main|serve)$") }
                == ["parse;alloc": [1], "render": [2], "idle": [4], "parse;parse;alloc": [8]])
        #expect(
            try filtered { $0.show = try NamePattern("parse|idle") } == ["parse": [1], "idle": [4], "parse;parse": [8]])
        #expect(try filtered { $0.hide = try NamePattern(".") } == [:])
    }

    @Test("show-from starts stacks at the outermost match, and drops samples without one")
    func showFrom() throws {
        #expect(
            try filtered { $0.showFrom = try NamePattern("parse") }
                == ["parse;alloc": [1], "parse;serve;parse;alloc": [8]])
    }

    @Test("file names match too, and inlined frames one by one")
    func inlined() throws {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let inner = builder.function(Function(name: "inner", file: "/src/Inner.swift"))
        let outer = builder.function(Function(name: "outer", file: "/src/Outer.swift"))
        let mapping = builder.mapping(Mapping(addresses: 0..<100, file: "/lib/libx.so"))
        let frame = builder.location(
            Location(mapping: mapping, address: 5, lines: [Line(function: inner), Line(function: outer)]))
        builder.add(leafFirst: [frame, builder.location(named: "main")], values: [1])
        func names(_ change: (inout ProfileFilter) throws -> Void) rethrows -> [String] {
            var filter = ProfileFilter()
            try change(&filter)
            return builder.profile.filtered(by: filter).named.keys.sorted()
        }
        #expect(try names { $0.hide = try NamePattern("Outer.swift") } == ["main;inner"])
        #expect(try names { $0.show = try NamePattern("inner") } == ["inner"])
        #expect(try names { $0.hide = try NamePattern("libx") } == ["main"])
        #expect(try names { $0.focus = try NamePattern("libx") } == ["main;outer;inner"])
        #expect(try names { $0.showFrom = try NamePattern("inner") } == ["inner"])
    }

    private var labelled: Profile {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let (main, work) = (builder.location(named: "main"), builder.location(named: "work"))
        for (value, labels) in [
            (1, [Label("thread", "a")]), (2, [Label("thread", "b"), Label("bytes", 64, unit: "bytes")]), (4, []),
        ] {
            builder.add(leafFirst: [work, main], labels: builder.labelSet(labels), values: [Int64(value)])
        }
        return builder.profile
    }

    @Test("labels select samples, by exact value or by pattern")
    func labels() throws {
        func total(_ change: (inout ProfileFilter) throws -> Void) rethrows -> Int64 {
            var filter = ProfileFilter()
            try change(&filter)
            return labelled.filtered(by: filter).samples.total(ofType: 0)
        }
        #expect(total { $0.labels = [("thread", "a")] } == 1)
        #expect(total { $0.labels = [("thread", "a"), ("thread", "b")] } == 3)
        #expect(total { $0.labels = [("thread", "a"), ("bytes", "64")] } == 0)
        #expect(try total { $0.tagFocus = try NamePattern("^thread:") } == 3)
        #expect(try total { $0.tagIgnore = try NamePattern("bytes:64") } == 5)
    }

    @Test("labels become frames outside or inside of every stack")
    func labelFrames() {
        let roots = labelled.withLabelFrames(roots: ["thread"])
        #expect(roots.named == ["a;main;work": [1], "b;main;work": [2], "[no thread];main;work": [4]])
        let leaves = labelled.withLabelFrames(roots: [], leaves: ["bytes"])
        #expect(leaves.named == ["main;work;64 bytes": [2], "main;work;[no bytes]": [5]])
        let both = labelled.withLabelFrames(roots: ["bytes", "thread"])
        #expect(both.named["64 bytes;b;main;work"] == [2])
    }

    @Test("a wrong expression is an error that says so")
    func pattern() {
        let error = #expect(throws: NamePatternError.self) { try NamePattern("a(b") }
        #expect(error?.description.hasPrefix("'a(b' is no regular expression: ") == true)
    }

    @Test("without its unused parts, a profile is the same", arguments: 0..<10 as Range<UInt64>)
    func compacted(seed: UInt64) {
        let profile = Profile.random(seed: seed)
        #expect(PlainProfile(profile.compacted()) == PlainProfile(profile))
        #expect(profile.compacted().functions.count <= profile.functions.count)
    }
}
