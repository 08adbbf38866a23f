import Profilers
import Testing

@Suite struct PprofRoundTripTests {
    @Test("a profile of all that the model holds is read back whole", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        let profile = Profile.random(seed: seed)
        #expect(try PlainProfile(Profile(pprof: profile.pprof())) == PlainProfile(profile))
        #expect(try PlainProfile(Profile(pprof: profile.uncompressedPprof())) == PlainProfile(profile))
    }

    @Test("the same profile gives the same bytes, and what is read and written again does not change")
    func deterministic() throws {
        let bytes = try Profile.random(seed: 3).pprof()
        #expect(try Profile.random(seed: 3).pprof() == bytes)
        #expect(try Profile(pprof: bytes).pprof() == bytes)
        // RFC 1952: the time stands in bytes 4 to 7.
        #expect(Array(bytes[4..<8]) == [0, 0, 0, 0])
    }

    @Test("a sample without a stack is written as one of a named frame")
    func noStack() throws {
        var builder = ProfileBuilder(sampleTypes: [SampleType("samples", unit: "count")])
        builder.add(StackTree.root, values: [3])
        let read = try Profile(pprof: builder.profile.pprof())
        #expect(read.named == ["[no stack]": [3]])
    }

    @Test("a message made by hand from profile.proto is read, packed or not, with unknown fields passed over")
    func byHand() throws {
        var message: [UInt8] = []
        func field(_ number: UInt8, _ content: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(content.count)] + content
        }
        // Texts last, as other writers have them; function before location; a group of unknown fields between.
        message += field(1, [0x08, 1, 0x10, 2])
        message += field(2, [0x08, 7, 0x08, 9, 0x10, 5])
        message += field(2, field(1, [9]) + field(2, [6]) + field(3, [0x08, 5, 0x10, 6]))
        message += field(5, [0x08, 30, 0x10, 3])
        message += field(5, [0x08, 40, 0x10, 4, 0x7D, 1, 2, 3, 4])
        message += field(4, [0x08, 7] + field(4, [0x08, 30, 0x10, 12]))
        message += field(4, [0x08, 9] + field(4, [0x08, 40]))
        message += [0xF8, 0x01, 0x80, 0x01] + [0xF9, 0x01, 1, 2, 3, 4, 5, 6, 7, 8]
        for text in ["", "samples", "count", "leaf", "main", "thread", "one"] { message += field(6, Array(text.utf8)) }
        let profile = try Profile(pprof: message)
        #expect(profile.sampleTypes == [SampleType("samples", unit: "count")])
        #expect(profile.named == ["main;leaf": [5], "main": [6]])
        #expect(profile.labelSets == [[], [Label("thread", "one")]])
        #expect(profile.locations[0].lines.first?.number == 12)
    }
}
