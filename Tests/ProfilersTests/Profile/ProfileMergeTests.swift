import Profilers
import Testing

@Suite struct ProfileMergeTests {
    @Test("equal stacks are added, the others kept")
    func addition() throws {
        let one = Profile.stacks(["main;a": 3, "main;b": 4])
        let other = Profile.stacks(["main;b": 10, "main": 1])
        #expect(try Profile.merge([one, other]).named == ["main;a": [3], "main;b": [14], "main": [1]])
    }

    @Test("merging does not depend on how profiles are grouped", arguments: 0..<10 as Range<UInt64>)
    func grouping(seed: UInt64) throws {
        let parts = (0..<3).map { Profile.random(seed: seed * 3 + $0) }.map { $0.selecting(sampleType: 0) }
        let all = try Profile.merge(parts)
        let twice = try Profile.merge([Profile.merge([parts[0], parts[1]]), parts[2]])
        #expect(PlainProfile(all) == PlainProfile(twice))
    }

    @Test("a file mapped elsewhere is one mapping, and its addresses move with it")
    func mappings() throws {
        func profile(at start: UInt64, _ buildID: String) -> Profile {
            var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
            let mapping = builder.mapping(
                Mapping(addresses: start..<start + 0x1800, file: "/lib/a.so", buildID: buildID))
            builder.add(
                leafFirst: [builder.location(Location(mapping: mapping, address: start + 0x42))], values: [1])
            return builder.profile
        }
        let same = try Profile.merge([profile(at: 0x10000, "ab"), profile(at: 0x70000, "ab")])
        #expect(same.mappings.count == 1)
        #expect(same.locations.map(\.address) == [0x10042])
        #expect(same.samples.map { Array($0.values) } == [[2]])
        let different = try Profile.merge([profile(at: 0x10000, "ab"), profile(at: 0x70000, "cd")])
        #expect(different.mappings.count == 2)
        #expect(different.samples.count == 2)
    }

    @Test("times, durations, periods and comments are combined as pprof does")
    func description() throws {
        func profile(_ time: Int64?, _ duration: Int64, _ period: Int64, _ comment: String) -> Profile {
            var profile = Profile.stacks(["main": 1])
            profile.time = time
            profile.duration = duration
            profile.period = Profile.Period(type: SampleType("cpu", unit: "nanoseconds"), value: period)
            profile.comments = ["both", comment]
            return profile
        }
        let merged = try Profile.merge([profile(50, 7, 100, "a"), profile(20, 5, 300, "b"), profile(nil, 1, 200, "a")])
        #expect(merged.time == 20)
        #expect(merged.duration == 13)
        #expect(merged.period?.value == 300)
        #expect(merged.comments == ["both", "a", "b"])
    }

    @Test("profiles that count different things are refused, with both named")
    func different() {
        let error = #expect(throws: ProfileMergeError.self) {
            try Profile.merge([.stacks(["main": 1]), .stacks(["main": 1], unit: "bytes")])
        }
        #expect(error?.description == "the profiles count different things: samples/count and samples/bytes")
        #expect(throws: ProfileMergeError.noProfiles) { try Profile.merge([]) }
    }

    @Test("a difference keeps what became less, and drops what stayed")
    func difference() throws {
        let base = Profile.stacks(["main;a": 10, "main;b": 5, "main;gone": 2])
        let head = Profile.stacks(["main;a": 4, "main;b": 5, "main;new": 3])
        #expect(try head.difference(from: base).named == ["main;a": [-6], "main;gone": [-2], "main;new": [3]])
    }

    @Test("a normalized difference is of shares: the base is scaled to the head's total")
    func normalized() throws {
        let base = Profile.stacks(["main;a": 10, "main;b": 30])
        let head = Profile.stacks(["main;a": 10, "main;b": 10])
        // The base, halved: a 5, b 15.
        #expect(try head.difference(from: base, normalized: true).named == ["main;a": [5], "main;b": [-5]])
        #expect(try base.normalized(to: head).named == ["main;a": [5], "main;b": [15]])
    }

    @Test("sums stay at the end of the range and do not trap")
    func saturation() throws {
        let most = Profile.stacks(["main": .max])
        #expect(try Profile.merge([most, most]).named == ["main": [.max]])
        let least = Profile.stacks(["main": .min])
        #expect(try most.difference(from: least).named == ["main": [.max]])
    }
}
