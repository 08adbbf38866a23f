import Glibc
import Profilers
import Testing

/// What `go tool pprof` makes of the profiles that are written. `scripts/setup test` installs it.
@Suite struct PprofToolTests {
    private let folder: ScratchFolder
    private static let go = "/usr/bin/go"

    init() throws {
        folder = try ScratchFolder()
        try #require(
            access(Self.go, X_OK) == 0,
            "there is no \(Self.go), whose pprof has to accept what is written: run scripts/setup test")
    }

    private func pprof(_ arguments: [String], _ bytes: [UInt8]) throws -> Tool.Outcome {
        try folder.write("profile.pb.gz", bytes)
        let home = folder.path
        return try Tool.run(
            [Self.go, "tool", "pprof"] + arguments + ["profile.pb.gz"], in: folder,
            environment: [
                "PATH=/usr/bin:/bin", "HOME=\(home)", "GOCACHE=\(home)/cache", "GOFLAGS=-mod=mod", "GOPROXY=off",
                "PPROF_TMPDIR=\(home)", "PPROF_BINARY_PATH=\(home)",
            ])
    }

    static let views = ["-top", "-traces", "-raw"]

    @Test("it accepts profiles of all that the model holds", arguments: 0..<6 as Range<UInt64>, views)
    func accepted(seed: UInt64, view: String) throws {
        let outcome = try pprof([view], Profile.random(seed: seed).pprof())
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Type: "), "\(outcome.output.prefix(200))")
    }

    @Test("it accepts a stack of 10,000 frames, a profile without samples, and one without stacks", arguments: views)
    func extremes(view: String) throws {
        let deep = (0..<10_000).map { "f\($0)" }.joined(separator: ";")
        var empty = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let none = empty.profile
        empty.add(StackTree.root, values: [1])
        for profile in [Profile.stacks([deep: 1]), none, empty.profile] {
            let outcome = try pprof([view], profile.pprof())
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    /// The flat and cumulative value of every function that `-top` prints.
    private func top(_ arguments: [String], _ bytes: [UInt8]) throws -> [String: [Int64]] {
        let all = ["-top", "-nodecount=100000", "-nodefraction=0", "-edgefraction=0"]
        let outcome = try pprof(all + arguments, bytes)
        #expect(outcome.status == 0, "\(outcome.errors)")
        var rows: [String: [Int64]] = [:]
        for line in outcome.output.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 5)
            guard words.count == 6, let own = Int64(words[0]), let total = Int64(words[3]) else { continue }
            // Behind the name stands whether it was inlined, always or sometimes.
            let name = words[5].drop { $0 == " " }.replacing(#/ \((partial-)?inline\)$/#, with: "")
            rows[String(name), default: [0, 0]][0] += own
            rows[String(name), default: [0, 0]][1] += total
        }
        return rows
    }

    /// Random stacks of functions, some of them inlined, recursive ones among them.
    private func functions(seed: UInt64) -> Profile {
        var random = SeededRandom(seed: seed)
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        let mapping = builder.mapping(Mapping(addresses: 0x1000..<0x9000, file: "/none/program", buildID: "ab12"))
        let names = [
            "main", "Shop.Cart.add(_: Swift.Int) -> ()", "std::map<int, char>::at(int)", "serve", "sort", "f.g",
        ]
        let functions = names.map {
            builder.function(Function(name: $0, systemName: "$s\($0)", file: "/src/\($0.count).swift"))
        }
        let locations = (0..<14).map { number in
            let lines = (0...random.below(3)).map { _ in
                Line(function: random.pick(functions), number: Int64(random.below(90)))
            }
            return builder.location(Location(mapping: mapping, address: 0x1000 + UInt64(number), lines: lines))
        }
        for _ in 0..<50 {
            let stack = (0...random.below(8)).map { _ in random.pick(locations) }
            let labels = builder.labelSet([Label("thread", random.pick(["one", "two"]))])
            builder.add(leafFirst: stack, labels: labels, values: [Int64(1 + random.below(40))])
        }
        return builder.profile
    }

    private func rows(_ profile: Profile) -> [String: [Int64]] {
        var rows: [String: [Int64]] = [:]
        for row in ProfileTable(profile, sampleType: 0).rows { rows[row.name] = [row.own, row.total] }
        return rows
    }

    @Test("its table has the same self and total for every function", arguments: 0..<5 as Range<UInt64>)
    func totals(seed: UInt64) throws {
        let profile = functions(seed: seed)
        #expect(try top([], profile.pprof()) == rows(profile))
    }

    struct Filtering: Sendable, CustomTestStringConvertible {
        let option: String
        let pattern: String
        let change: @Sendable (inout ProfileFilter, NamePattern) -> Void
        var testDescription: String { "-\(option)=\(pattern)" }
    }

    @Test(
        "each option leaves what the filter of its name leaves", arguments: 0..<3 as Range<UInt64>,
        [
            Filtering(option: "focus", pattern: "sort") { $0.focus = $1 },
            Filtering(option: "focus", pattern: "/src/5") { $0.focus = $1 },
            Filtering(option: "ignore", pattern: "Cart") { $0.ignore = $1 },
            Filtering(option: "hide", pattern: "^main$|std") { $0.hide = $1 },
            Filtering(option: "show", pattern: "main|serve") { $0.show = $1 },
            Filtering(option: "show_from", pattern: "serve") { $0.showFrom = $1 },
            Filtering(option: "tagfocus", pattern: "thread:one") { $0.tagFocus = $1 },
            Filtering(option: "tagignore", pattern: "thread:one") { $0.tagIgnore = $1 },
        ])
    func filters(seed: UInt64, filtering: Filtering) throws {
        let profile = functions(seed: seed)
        var filter = ProfileFilter()
        filtering.change(&filter, try NamePattern(filtering.pattern))
        let expected = try top(["-\(filtering.option)=\(filtering.pattern)"], profile.pprof())
        #expect(rows(profile.filtered(by: filter)) == expected)
    }

    @Test("what it merges is what is merged here", arguments: 0..<2 as Range<UInt64>)
    func merged(seed: UInt64) throws {
        let (one, other) = (functions(seed: seed), functions(seed: seed + 100))
        try folder.write("other.pb.gz", other.pprof())
        #expect(try top(["other.pb.gz"], one.pprof()) == rows(Profile.merge([one, other])))
    }
}
